const RUNS_RIGHT_TO_LEFT = "\u202e";
const ENDS = "\u202c";
const WORD = /\p{L}+/gu;
const VOWEL = /[aeiou]/gi;

/** A word about a third longer, shown from right to left: "stream" -> "streeaam". */
function pseudoWord(word: string): string {
  return `${RUNS_RIGHT_TO_LEFT}${word.replace(VOWEL, "$&$&")}${ENDS}`;
}

/** Text as the pseudo-locale has it; what is so already stays. */
export function pseudoText(text: string): string {
  return text.includes(RUNS_RIGHT_TO_LEFT) ? text : text.replace(WORD, pseudoWord);
}

function rewrite(node: Node): void {
  if (node instanceof Text) {
    if (node.parentElement?.closest("code, script, style, textarea")) return;
    const wanted = pseudoText(node.data);
    if (wanted !== node.data) node.data = wanted;
  } else {
    for (const child of node.childNodes) rewrite(child);
  }
}

/** Shows everything below `root`, now and from now on, in the pseudo-locale. */
export function showPseudo(root: HTMLElement): void {
  rewrite(root);
  new MutationObserver((changes) => {
    for (const { target, addedNodes } of changes) {
      if (target instanceof Text) rewrite(target);
      for (const node of addedNodes) rewrite(node);
    }
  }).observe(root, { subtree: true, childList: true, characterData: true });
}
