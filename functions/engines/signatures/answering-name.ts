import { wordsOf } from '../flow/index.ts';

/**
 * Whether a function called so does no more than to answer: all of its names that say anything say that it reads or reckons. What else
 * functions are called (`transferFunds`, `backend`) says nothing of the kind, and no list of verbs that act would be complete.
 */
export function isAnsweringName(names: readonly string[]): boolean {
  const said = names
    .slice(0, MOST_NAMES)
    .map((each) => each.slice(0, LONGEST).replace(/^.*:function:/, ''))
    .filter((each) => meantWords(each).length > 0);

  return said.length > 0 && said.every((each) => answers(meantWords(each)));
}

function answers(words: readonly string[]): boolean {
  const [first = '', second = ''] = words;
  if (words.some((word, index) => acts(word, words.slice(0, index)))) return false;
  if (words.some((word) => reads.test(word))) return true;

  return (
    (/^(?:list|search|query|check|preview|count)$/.test(first) && !/^(?:in|out)$/.test(second)) ||
    (words.length === 1 && /^(?:scor|rat|pric|quot|rank|model|match)(?:e|ing|s|er)?$/.test(first))
  );
}

/** Without words of what runs it, which stand in the name of any function. */
function meantWords(name: string): readonly string[] {
  return wordsOf(name).filter((word) => !ofAny.test(word));
}

const ofAny =
  /^(?:functions?|fn|func|lambdas?|names?|arns?|handler|service|api|app|my|the|dev|development|prod|production|stag(?:e|ing)|test|env|environ|aws|v?\d+|latest)$/;

/** Wherever they stand: `shop-dev-getUser`, `price-predictor`. */
const reads =
  /^(?:get|find|fetch|read|reader|retriev(?:e|er|al)|describe|lookup|hello|greet(?:ing)?|echo|ping|valid(?:ate|ator|ation)|(?:calculat|predict|classif|infer|render|translat|summar|detect|recommend|analy[sz]|forecast|estimat|embed|transcrib|pars(?:e|ing))\w{0,8})$/;

/** Whether a function does more by a word of its name: `getOrCreateUser`, but not `getOrders`, where that is what is got. */
function acts(word: string, before: readonly string[]): boolean {
  return acting.test(word) && !(thing.test(word) && before.some((each) => got.test(each)));
}

const acting =
  /^(?:(?:creat|delet|remov|updat|writ|insert|send|mail|email|notif|publish|charg|deploy|process|regist|import|upload|cancel|approv|reject|refund|transfer|grant|confirm|clear|chang|execut|purg)\w{0,8}|(?:add|put|set|reset|order|book|sign|run|start|stop|save|store|post|lock|apply|exec|job|task|worker)(?:s|d|r|ed|er|ing)?|pay(?:s|er|out|ments?)?|paid|booking|sms|and|or|then)$/;

/** What is done, and what is kept of it. */
const thing =
  /^(?:order|booking|book|post|payment|job|task|mail|email|store|upload|import|notification|registration|transfer|refund|charge|change|deployment|update|worker)s?$/;

const got = /^(?:get|list|find|fetch|read|retrieve|describe|lookup|search|query|count)$/;

const MOST_NAMES = 20;
const LONGEST = 400;
