/** What Retire.js publishes, as far as it is used: facts are theirs, the wording is this project's own. */
export const knownToRetireJs = {
  jquery: {
    npmname: 'jquery',
    vulnerabilities: [
      {
        atOrAbove: '1.2.0',
        below: '3.5.0',
        severity: 'medium',
        cwe: ['CWE-79'],
        identifiers: {
          summary: 'Markup of strangers runs code, although it was cleaned',
          CVE: ['CVE-2020-11022'],
          githubID: 'GHSA-gxr4-xjj5-5px2',
        },
        info: ['https://github.com/advisories/GHSA-gxr4-xjj5-5px2'],
      },
      {
        below: '2.999.999',
        severity: 'low',
        cwe: ['CWE-1104'],
        identifiers: { summary: 'jQuery 1 and 2 get no more fixes', retid: '73' },
        info: ['https://github.com/jquery/jquery.com/issues/162'],
      },
    ],
    extractors: { filename: ['jquery-(§§version§§)(.min)?\\.js'] },
  },
};
