/**
 * How people greet and sign off. Their place and shape say most (mail/…/courtesies.ts); these words say it where a name is a nickname or a
 * line has no comma. A language more is a line more.
 */

/** What a greeting begins with. */
export const greets =
  /^¡?(?:hi|hello|hey|hej|hei|hallo|moin|servus|dear|greetings|good (?:morning|day|evening|afternoon)|liebe[rs]?|sehr geehrte[rs]?|guten (?:tag|morgen|abend)|grüß|bonjour|bonsoir|salut|coucou|chers?|chères?|hola|buen[ao]s (?:días|tardes|noches)|buenas|estimad[oa]s?|querid[oa]s?|olá|ciao|buongiorno|car[aoi]|beste|kära|kære|ahoj|cześć|witam|всем привет|привет|здравствуй|добр(?:ый|ое|ого|ой)|уважаем|дорог(?:ой|ая|ие)|коллеги|вітаю)(?![\p{L}\p{N}])|^(?:здравствуйте|уважаемы|уважаема)/iu;

/** A whole line that addresses or greets in Japanese, Chinese or Korean, with the names before it. */
export const greetsInCjk =
  /^(?:[^。、！!,\s]{1,20}[、,\s]+){0,4}(?:[^。、]{0,16}(?:様|さん|さま|先生|各位|御中)|(?:みなさん|皆さん|みなさま|皆様|各位)|[^。]{0,8}(?:こんにちは|こんばんは|おはようございます|はじめまして|お久しぶりです|おひさしぶりです)|お疲れ(?:さま|様)(?:です|でした)|(?:いつも)?お世話になって(?:おり)?ます|大家好|各位好|你好|您好|안녕하세요)[、。,!！.]?$/u;

/** What closes a mail, alone on its line or with the name behind it. */
const closings = [
  '(?:(?:best|kind|kindest|warm|warmest|many|with(?: best| kind| warm)?) )?(?:regards|wishes|greetings)', // en
  'cheers|sincerely|take care|all the best|best|love|73|yours(?: sincerely| truly| faithfully)?|ttfn|thanks and regards|bye(?:[- ]bye)?',
  '(?:(?:viele|liebe|schöne[nr]?|beste|herzliche|freundliche|mit(?: freundlichen| besten| herzlichen| lieben| vielen)?) )?(?:grüße|grüßen|gruß|gruss|grüsse|grüssen|gruesse|gruessen)', // de
  'mfg|lg|vg|bg|herzlichst|herzlich|tschüss|tschüß|servus|ciao|hochachtungsvoll|eure?|euer|deine?|ihre?',
  '(?:bien |très )?(?:cordialement|amicalement)|bien à (?:vous|toi|tous)|(?:meilleures |sincères |cordiales |mes )?salutations|bises|bisous|kenavo|@\\+|a\\+', // fr
  '(?:reciba )?(?:un )?(?:cordial |fuerte )?(?:saludos?|saludetes|abrazos?)(?: cordiales| grande| fuerte)?|atentamente|cordialmente|salud|agur', // es
  'abraços?|cumprimentos|atenciosamente|cordiali saluti|saluti|un saluto', // pt, it
  '(?:met )?(?:vriendelijke )?groet(?:en|jes)?|mvg', // nl
  '(?:med )?(?:vänliga |vänlig |venlig |vennlig )?(?:hälsning(?:ar)?|hilsen)|mvh', // sv, da, no
  '(?:z )?pozdraw(?:iam|ieniami)|pozdrawiam|s pozdravem', // pl, cs
  'с уважением|всего (?:доброго|хорошего|наилучшего)|с наилучшими пожеланиями|искренне ваш[аи]?|ваш[аи]?|с приветом|удачи|до встречи', // ru
];
const cjkClosings =
  '(?:以上[、。]?)?(?:どうぞ)?(?:よろしく|宜しく)(?:お願い(?:いた|致)?します|お願い申し上げます)|以上(?:です)?(?:（.{1,20}）)?|敬具|では(?:では)?|草々|それではまた|ではまた|此致|敬礼|祝好|감사합니다';

export const closes = new RegExp(
  `^(?:(?<words>${closings.join('|')})(?![\\p{L}\\p{N}])|(?<cjk>${cjkClosings}))(?<end>[\\s,.!、。–—-]*)(?<name>.*)$`,
  'iu',
);

/** What begins an afterthought below the name. */
export const postscript = /^(?:P\.? ?P?\.? ?S\.?|P\.? ?D\.?|N\.?B\.?|П\.? ?С\.?|З\.?Ы\.?)(?:[:.,\s—-]|$)|^追伸/u;

/** What a telephone adds below a mail that it was written on. */
export const sentFrom =
  /^(?:sent (?:from|via|with) |get outlook for|von meinem .{1,30} gesendet|gesendet (?:von|mit) |envoyé (?:de(?:puis)? mon|avec|à partir de)|enviado (?:desde|do meu|con)|inviato da|verzonden v(?:an|ia)|skickat från|отправлено (?:с|из|от) |.{1,20}から送信|发自我的|나의 .{1,20}에서 보냄)[^.]{0,50}\.?$/iu;
