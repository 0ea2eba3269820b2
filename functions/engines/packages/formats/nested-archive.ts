/**
 * Whether it is an archive that may hold packages: of Java, of Python, or one that the code unpacks as
 * it starts, or has on its path, so that it takes less room.
 */
export function isNestedArchive(path: string): boolean {
  return isJar(path) || isTar(path) || /\.(?:whl|egg|pex|pyz|zip)$/i.test(path);
}

/** Whether it is an archive of Java, whatever it is for. */
export function isJar(path: string): boolean {
  return /\.(?:jar|war|ear|par|sar|nar|kar|hpi|jpi|lpkg)$/i.test(path);
}

/** Whether it is one of tar, packed with gzip or not. */
export function isTar(path: string): boolean {
  return /\.(?:tar|tgz|tar\.gz)$/i.test(path);
}

/** Whether nothing in its name says what it is: a jar goes by any name on the class path. */
export function mayBeArchive(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');

  return dot < 0 || !knownExtensions.has(name.slice(dot + 1).toLowerCase());
}

/** Of code, texts, pictures and data that no class path has; also of documents that are zips. */
const knownExtensions: ReadonlySet<string> = new Set(
  (
    'js mjs cjs jsx ts tsx mts cts map json json5 jsonl ndjson node wasm py pyi pyc pyo pyd so a o lib dylib dll exe pdb ' +
    'rb php pl go rs c h cc cpp hpp java kt scala groovy clj cs fs vb class r jl lua sh bat cmd ps1 ' +
    'html htm css scss sass less svg xml xsd xsl xslt dtd yaml yml toml ini cfg conf properties env lock ' +
    'txt md rst adoc csv tsv sql log license pem crt cer key p12 pfx jks der ' +
    'png jpg jpeg gif webp avif ico bmp tif tiff ttf otf woff woff2 eot mp3 mp4 wav ogg webm pdf ' +
    'docx xlsx pptx odt ods odp epub apk npz npy pkl h5 hdf5 onnx pt pth pb tflite safetensors sqlite parquet ' +
    'gz bz2 xz zst br lz4 7z rar proto graphql gql tpl ejs hbs mustache pug mo po pot snap tsbuildinfo flow d'
  ).split(' '),
);
