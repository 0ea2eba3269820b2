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

  return said.length > 0 && said.every((each) => !acting.test(each) && answers(meantWords(each)));
}

function answers(words: readonly string[]): boolean {
  const [first = '', second = ''] = words;
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

/** What a function does beside: `getOrCreateUser`. */
const acting =
  /create|delete|remove|update|write|save|store|insert|put|add|send|mail|sms|notif|publish|post|pay|charge|order|book|start|stop|run|exec|deploy|process|register|sign|import|upload|job|task|worker|set|cancel|approv|reject|refund|transfer|grant|confirm|clear|chang/i;

const MOST_NAMES = 20;
const LONGEST = 400;
