/** A jar by what its file is called. Of what is given, all must match. */
export interface KnownJar {
  /** On Maven Central. */
  readonly group: string;
  /** Matches the artifact: the name of the file without its version. */
  readonly name: RegExp;
  /** A line of the manifest. Undefined where that is bare, and the name says enough. */
  readonly says?: RegExp;
  /** Versions, where the group has changed. */
  readonly of?: RegExp;
}

/**
 * Jars that many deploy and that are built without Maven, so that they name no group, or another. Each
 * is known by its name and, where its manifest has any, by a line that no other build would write. The
 * narrower stand before the wider.
 *
 * Source: the manifests of the releases on Maven Central, read on 2026-11-26. By hand: a group is added
 * when its jar is met in an archive as one without coordinates.
 */
export const knownJars: readonly KnownJar[] = [
  {
    group: 'org.springframework.boot',
    name: /^spring-boot(?:-[a-z]+)*$/,
    says: /^Automatic-Module-Name: spring\.boot(?:\.|$)/m,
  },
  {
    group: 'org.springframework.security',
    name: /^spring-security-[a-z0-9-]+$/,
    says: /^Automatic-Module-Name: spring\.security\./m,
  },
  {
    group: 'org.springframework',
    name: /^spring-(?:aop|aspects|beans|context(?:-indexer|-support)?|core|expression|instrument|jcl|jdbc|jms|messaging|orm|oxm|r2dbc|test|tx|web|webflux|webmvc|websocket)$/,
    says: /^Automatic-Module-Name: spring\./m,
  },
  {
    group: 'org.springframework.batch',
    name: /^spring-batch-(?:core|infrastructure|integration)$/,
  },
  {
    group: 'org.springframework.integration',
    name: /^spring-integration-[a-z0-9-]+$/,
    says: /^Automatic-Module-Name: spring\.integration\./m,
  },
  { group: 'org.springframework.ldap', name: /^spring-ldap-(?:core|odm|ldif-core)$/ },
  {
    group: 'org.springframework.session',
    name: /^spring-session-[a-z-]+$/,
    says: /^Automatic-Module-Name: spring\.session\./m,
  },

  { group: 'com.squareup.moshi', name: /^moshi(?:-kotlin|-adapters)?$/ },
  {
    group: 'com.squareup.okhttp3',
    name: /^(?:okhttp(?:-[a-z0-9-]+)?|logging-interceptor)$/,
    says: /^Automatic-Module-Name: okhttp3(?:\.|$)/m,
  },
  { group: 'com.squareup.okio', name: /^okio(?:-jvm)?$/ },
  {
    group: 'com.squareup.retrofit2',
    name: /^(?:retrofit|converter-[a-z0-9]+|adapter-[a-z0-9]+)$/,
    says: /^Automatic-Module-Name: retrofit2(?:\.|$)/m,
  },
  {
    group: 'org.jetbrains.kotlin',
    name: /^kotlin-[a-z0-9-]+$/,
    says: /^Implementation-Vendor: JetBrains$/m,
  },
  { group: 'org.jetbrains.kotlinx', name: /^kotlinx-[a-z0-9-]+$/ },

  {
    group: 'org.apache.tomcat.embed',
    name: /^tomcat-embed-[a-z-]+$/,
    says: /^Implementation-Title: Apache Tomcat$/m,
  },
  {
    group: 'org.apache.tomcat',
    name: /^tomcat-[a-z0-9-]+$/,
    says: /^(?:Implementation-Title: Apache Tomcat$|Bundle-Name: Apache Tomcat )/m,
  },
  {
    group: 'org.apache.derby',
    name: /^derby[a-z]*$/,
    says: /^Bundle-Name: Apache Derby /m,
  },
  {
    group: 'org.codehaus.groovy',
    name: /^groovy(?:-[a-z0-9-]+)?$/,
    says: /^Implementation-Title: Groovy: /m,
    of: /^[1-3]\./,
  },
  {
    group: 'org.apache.groovy',
    name: /^groovy(?:-[a-z0-9-]+)?$/,
    says: /^Implementation-Title: Groovy: /m,
    of: /^[4-9]\./,
  },
  {
    group: 'org.apache.kafka',
    name: /^(?:kafka(?:-clients|-streams|_2\.1\d)|connect-(?:api|json|runtime|transforms))$/,
  },
  {
    group: 'org.apache.lucene',
    name: /^lucene-[a-z-]+$/,
    says: /^Implementation-Title: org\.apache\.lucene$/m,
  },
  {
    group: 'org.apache.poi',
    name: /^poi(?:-[a-z-]+)?$/,
    says: /^Implementation-Title: Apache POI$/m,
  },
  {
    group: 'org.apache.velocity',
    name: /^velocity(?:-[a-z-]+)?$/,
    says: /^Implementation-Title: org\.apache\.velocity$/m,
  },
  { group: 'org.apache.xmlbeans', name: /^xmlbeans$/ },
  {
    group: 'struts',
    name: /^struts$/,
    says: /^Implementation-Title: Struts Framework$/m,
    of: /^1\.[0-2]\./,
  },
  { group: 'xerces', name: /^xercesImpl$/ },
  { group: 'xalan', name: /^xalan$/ },

  {
    group: 'io.grpc',
    name: /^grpc-(?:alts|api|auth|census|context|core|googleapis|grpclb|inprocess|netty|netty-shaded|okhttp|protobuf|protobuf-lite|rls|services|stub|testing|util|xds)$/,
  },
  {
    group: 'io.micronaut',
    name: /^micronaut-(?:aop|buffer-netty|context|core|core-reactive|function|function-client|function-web|graal|http|http-client|http-client-core|http-netty|http-server|http-server-netty|inject|inject-java|jackson-core|jackson-databind|json-core|management|messaging|retry|router|runtime|websocket)$/,
    says: /^Implementation-Title: Micronaut/m,
  },
  { group: 'io.nats', name: /^jnats$/ },
  {
    group: 'io.opentelemetry.instrumentation',
    name: /^opentelemetry-[a-z0-9.-]+$/,
    says: /^Automatic-Module-Name: io\.opentelemetry\.instrumentation\./m,
  },
  {
    group: 'io.opentelemetry',
    name: /^opentelemetry-(?:api|common|context|exporter|extension|sdk)(?:-[a-z0-9-]+)?$/,
    says: /^Automatic-Module-Name: io\.opentelemetry\./m,
  },
  {
    group: 'io.github.resilience4j',
    name: /^resilience4j-[a-z0-9-]+$/,
    says: /^Implementation-Title: resilience4j$/m,
  },

  { group: 'antlr', name: /^antlr$/, of: /^2\./ },
  { group: 'aopalliance', name: /^aopalliance$/ },
  { group: 'asm', name: /^asm(?:-[a-z]+)?$/, says: /^Implementation-Vendor: France Telecom/m },
  { group: 'com.auth0', name: /^(?:java-jwt|jwks-rsa)$/ },
  {
    group: 'com.github.ben-manes.caffeine',
    name: /^(?:caffeine|guava|jcache)$/,
    says: /^Bundle-SymbolicName: com\.github\.ben-manes\.caffeine/m,
  },
  {
    group: 'com.google.api',
    name: /^gax(?:-grpc|-httpjson)?$/,
    says: /^Implementation-Vendor: Google/m,
  },
  {
    group: 'com.google.inject',
    name: /^guice$/,
    says: /^Bundle-SymbolicName: com\.google\.inject$/m,
  },
  {
    group: 'com.graphql-java',
    name: /^graphql-java$/,
    says: /^Bundle-SymbolicName: graphql-java$/m,
  },
  { group: 'com.h2database', name: /^h2$/, says: /^Implementation-Title: H2 Database Engine$/m },
  {
    group: 'com.jayway.jsonpath',
    name: /^json-path(?:-assert)?$/,
    says: /^Bundle-SymbolicName: json-path/m,
  },
  {
    group: 'com.lmax',
    name: /^disruptor$/,
    says: /^Bundle-SymbolicName: com\.lmax\.disruptor$/m,
  },
  { group: 'com.mysql', name: /^mysql-connector-j$/ },
  { group: 'mysql', name: /^mysql-connector-java$/ },
  {
    group: 'com.oracle.database.jdbc',
    name: /^ojdbc\d+$/,
    says: /^Implementation-Vendor: Oracle Corporation$/m,
    of: /^(?:19|[2-9]\d)\./,
  },
  { group: 'axis', name: /^axis(?:-(?:ant|jaxrpc|saaj|schema|wsdl4j))?$/, of: /^1\./ },
  { group: 'bsh', name: /^bsh$/, of: /^1\./ },
  { group: 'classworlds', name: /^classworlds$/ },
  {
    group: 'com.newrelic.agent.java',
    name: /^newrelic-(?:agent|api)$/,
    says: /^Implementation-Title: New Relic /m,
  },
  { group: 'hsqldb', name: /^hsqldb$/, of: /^1\./ },
  {
    group: 'io.sentry',
    name: /^sentry(?:-(?:jul|log4j2|logback|reactor|servlet|spring)[a-z0-9-]*)?$/,
  },
  { group: 'jdom', name: /^jdom$/ },
  { group: 'junit', name: /^junit$/ },
  { group: 'log4j', name: /^log4j$/, of: /^1\.(?:[01]\.|2\.\d$)/ },
  { group: 'net.sf.ehcache', name: /^ehcache(?:-core)?$/, of: /^2\./ },
  {
    group: 'org.apache.cassandra',
    name: /^cassandra-(?:all|thrift)$/,
    says: /^Implementation-Title: Cassandra$/m,
  },
  { group: 'org.eclipse.jdt', name: /^org\.eclipse\.jdt\.ecj$/ },
  {
    group: 'org.eclipse.jetty.toolchain',
    name: /^jetty-(?:jakarta|javax|servlet)(?:-[a-z]+)*-api$/,
  },
  {
    group: 'org.hamcrest',
    name: /^(?:hamcrest(?:-[a-z]+)?|java-hamcrest)$/,
    says: /^Implementation-Vendor: hamcrest\.org$/m,
  },
  { group: 'org.testcontainers', name: /^testcontainers$/ },
  { group: 'oro', name: /^oro$/ },
  { group: 'wsdl4j', name: /^wsdl4j$/, says: /^Implementation-Title: WSDL4J$/m },
  { group: 'xml-apis', name: /^xml-apis(?:-ext)?$/ },
  { group: 'dom4j', name: /^dom4j$/, of: /^1\./ },
  { group: 'org.dom4j', name: /^dom4j$/, of: /^2\./ },
  { group: 'javax.inject', name: /^javax\.inject$/ },
  {
    group: 'net.java.dev.jna',
    name: /^jna(?:-platform)?$/,
    says: /^Specification-Title: Java Native Access/m,
  },
  {
    group: 'org.apiguardian',
    name: /^apiguardian-api$/,
    says: /^Implementation-Vendor: apiguardian\.org$/m,
  },
  { group: 'org.aspectj', name: /^aspectj(?:rt|tools|weaver)$/ },
  {
    group: 'org.checkerframework',
    name: /^checker-(?:compat-)?qual$/,
    says: /^Automatic-Module-Name: org\.checkerframework\./m,
  },
  { group: 'org.codehaus.jackson', name: /^jackson-(?:core|mapper)-asl$/ },
  { group: 'org.jdom', name: /^jdom2$/ },
  { group: 'org.lz4', name: /^lz4-(?:java|pure-java)$/ },
  {
    group: 'org.mongodb',
    name: /^(?:bson(?:-[a-z-]+)?|mongo-java-driver|mongodb-driver(?:-[a-z-]+)?)$/,
    says: /^Bundle-SymbolicName: org\.mongodb\./m,
  },
  { group: 'org.mozilla', name: /^rhino$/, says: /^Implementation-Title: Mozilla Rhino$/m },
  {
    group: 'org.opentest4j',
    name: /^opentest4j$/,
    says: /^Implementation-Vendor: opentest4j\.org$/m,
  },
  {
    group: 'org.ow2.asm',
    name: /^asm(?:-(?:analysis|commons|tree|util|xml))?$/,
    says: /^Bundle-SymbolicName: org\.objectweb\.asm/m,
  },
  {
    group: 'org.thymeleaf',
    name: /^thymeleaf(?:-spring\d)?$/,
    says: /^Implementation-Vendor: The THYMELEAF team$/m,
  },
];
