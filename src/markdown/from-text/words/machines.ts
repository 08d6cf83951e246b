/** What machines write below a mail: lists, virus scanners, free mail services, lawyers. */

/** One of these says that lines below a rule are a machine's. */
export const machineWords =
  /unsubscribe|you (?:are receiving|received) this|sie erhalten diese|vous recevez ce|has recibido este mensaje|suscripción|вы получили это|無料.{0,12}メール|mailing[- ]?list|listinfo|list-?(?:archive|manage)|to (?:post|leave|join) |additional commands|virus|sent using|sent through|free (?:e-?)?mail|webmail|web mail|an die liste|abmelde|abbestell|austragen|virenfrei|liste de diffusion|désinscri|désabonn|se désinscrire|lista de correo|darse de baja|cancelar (?:la|su) suscripción|desuscri|рассылк|отписаться|проверено|бесплатн\p{L}* почта|антивирус|メーリングリスト|退会|配信停止|ウイルス|邮件列表|退订|https?:\/\/(?:lists?|listes?|listen|listas?|liste|spiski|mailman|ml)\./iu;

/** A disclaimer says both: that something is secret, and what to do with it when one should not have it. */
export const secretWords =
  /confidential|privileged|vertraulich|confidentiel|confidencial|riservat|vertrouwelijk|конфиденциальн|機密|秘密/iu;
export const mistakenWords =
  /intended|in error|recipient|disclos|destroy it|adressat|empfänger|irrtümlich|destinataire|par erreur|destinatario|por error|destinatári|адресат|по ошибке|お心当たり|誤って|受信者/iu;

/** How a sender may be reached; whole words, or a number as telephones have. */
export const contactSigns =
  /\+?\d[\d ()/.–-]{6,}\d|https?:\/\/|www\.|\S@\S|\S at \S+\.\S|(?:^|\W)(?:tel|phone|fax|mobile?|mob\.?|telefon|téléphone|тел|моб|電話)[.:\s]|(?:^|\s)t:/iu;
