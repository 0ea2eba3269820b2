import { describe, expect, it } from 'vitest';
import { findWeaknesses } from '../../../functions/engines/javascript/find-weaknesses.ts';

/** Long enough and on one line: nothing says which part of it a package wrote. */
const rest = 'a();'.repeat(6000);

describe('a minified bundle', () => {
  it.each([
    'new h.Agent({rejectUnauthorized:!1});',
    'new P({ssl:{rejectUnauthorized:!1}});',
    'var o={rejectUnauthorized:!1};new h.Agent(o);',
    'var s={rejectUnauthorized:!1},c={host:"a",ssl:s};connect(c);',
    'new P(Object.assign({},b,{rejectUnauthorized:!1}));',
    'var p;exports.f=()=>{p||(p=new P({ssl:{rejectUnauthorized:!1}}))};',
    'var p;exports.f=()=>{if(!p)p=new P({ssl:{rejectUnauthorized:!1}})};',
    'var i={};exports.f=()=>{i.p||(i.p=new P({ssl:{rejectUnauthorized:!1}}))};',
    'tls.connect({checkServerIdentity:()=>{}});',
    'process.env.NODE_TLS_REJECT_UNAUTHORIZED="0";',
    'h.globalAgent.options.rejectUnauthorized=!1;',
    'var f=()=>g(function(_){switch(_.label){case 0:return new h.Agent({rejectUnauthorized:!1});case 1:return[2]}});',
  ])('turns the check of certificates off: %s', (code) => {
    expect(kindsIn(code)).toEqual(['tls-verification-disabled']);
  });

  it.each([
    // pg-connection-string, pg, mysql2, mongodb, request, superagent and hapi, as they are written.
    'function f(t){switch(t.sslmode){case"prefer":{t.ssl.rejectUnauthorized=!1;break}}}',
    'function f(t){t.sslrootcert?t.ssl.checkServerIdentity=function(){}:t.ssl.rejectUnauthorized=!1}',
    'var f=function(){switch(process.env.PGSSLMODE){case"no-verify":return{rejectUnauthorized:!1}}};',
    'class C{constructor(e){this.ssl==="no-verify"&&(this.ssl={rejectUnauthorized:!1})}}',
    'function f(s){return X.connect({checkServerIdentity:s?X.checkServerIdentity:function(){}})}',
    'var o={tlsInsecure:{transform({options:e}){return e.a?(e.checkServerIdentity=()=>{}):0}}};',
    'function f(e){e.strictSSL===!1&&(e.rejectUnauthorized=!1)}',
    'function f(n){var i={};n.a&&(i.rejectUnauthorized=!1);return i}',
    'class C{constructor(l){this.agents=l||{no:new h.Agent({rejectUnauthorized:!1})}}}',
    'function f(e){e.rejectUnauthorized=!1}',
    'function f(e){return e.a?new h.Agent({rejectUnauthorized:!1}):h.globalAgent}',
    'var defaults={rejectUnauthorized:!1};',
  ])('leaves it to who calls a package: %s', (code) => {
    expect(kindsIn(code)).toEqual([]);
  });
});

function kindsIn(code: string): readonly string[] {
  const source = `var h=require("https");${code}${rest}exports.handler=async()=>1;`;
  const { weaknesses } = findWeaknesses({
    files: new Map([['index.js', source]]),
    handler: 'index.handler',
  });

  return weaknesses.map(({ kind }) => kind);
}
