/** The words of the line above a quote. Structure says most of it; a language more is a word more here. */

/** “wrote” in the line above a quote. Compared in lower case, anywhere in the line. */
export const wroteWords = [
  'wrote', // en
  'writes',
  'said',
  'spake',
  'quoting',
  'schrieb', // de
  'zitat von',
  'a écrit', // fr
  'écrivait',
  'a dit',
  'citando', // es, it
  'escribió',
  'escribio',
  'escribe',
  'dijo',
  'escreveu', // pt
  'ha scritto', // it
  'scrisse',
  'schreef', // nl
  'skrev', // sv, no, da
  'kirjoitti', // fi
  'napisał', // pl
  'pisze',
  'napsal', // cs
  'napísal', // sk
  'írta', // hu
  'пишет', // ru
  'писал',
  'пише', // uk
  'έγραψε', // el
  'yazdı', // tr
  'さんは書き', // ja
  'さんが書き',
  'さんの発言',
  '写道', // zh
  '寫道',
  '작성', // ko
  'כתב', // he
  'كتب', // ar
] as const;
