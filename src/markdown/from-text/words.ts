/**
 * The few words that structure alone cannot replace. A language more is a word more here; nothing else knows a language.
 */

/** “wrote” in the line above a quote. Compared in lower case, anywhere in the line. */
export const wroteWords = [
  'wrote', // en
  'writes',
  'said',
  'schrieb', // de
  'a écrit', // fr
  'écrivait',
  'escribió', // es
  'escribio',
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
  'написал',
  'пише', // uk
  'έγραψε', // el
  'yazdı', // tr
  'さんは書き', // ja
  'wrote:',
  'さんが書き',
  '写道', // zh
  '寫道',
  '작성', // ko
  'כתב', // he
  'كتب', // ar
] as const;

/** What the header lines of a forwarded mail are called when no line of dashes announces them. */
export const headerWords = {
  from: [
    'from',
    'von',
    'de',
    'da',
    'van',
    'från',
    'fra',
    'od',
    'от',
    'lähettäjä',
    '差出人',
    '发件人',
    'mittente',
    'expéditeur',
  ],
  date: [
    'date',
    'sent',
    'datum',
    'gesendet',
    'envoyé',
    'fecha',
    'enviado',
    'data',
    'inviato',
    'verzonden',
    'skickat',
    'дата',
    'отправлено',
    '日時',
    '发送时间',
  ],
  subject: [
    'subject',
    'betreff',
    'objet',
    'asunto',
    'assunto',
    'oggetto',
    'onderwerp',
    'ämne',
    'emne',
    'temat',
    'тема',
    '件名',
    '主题',
  ],
} as const;

/** What a telephone adds below a mail that it was written on. */
export const sentFrom =
  /^(?:sent from my|sent from|von meinem .* gesendet|gesendet von mein|envoyé de mon|enviado desde mi|enviado do meu|inviato da|verzonden vanaf mijn|skickat från min|отправлено с)\b.{0,40}$/i;

/** Folders that begin with a slash and end with one without being meant as /italic/. */
export const folders: ReadonlySet<string> = new Set(
  'usr etc var tmp home bin sbin dev opt lib lib64 mnt proc root srv sys boot run media src include share local www pub'.split(
    ' ',
  ),
);
