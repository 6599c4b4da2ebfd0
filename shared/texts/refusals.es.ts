// The refusals in Spanish, with the same codes and params as refusals.ts. The client shows them; the server's own sentence stays English.
import type { RejectionCode } from "../session/rejection.ts";

export const ROLE_PASSED = "Ahora facilita {{name}}, así que tu papel ya no lo permite. Pídeselo o pídelo a un líder.";

export const REFUSALS: Record<RejectionCode, string> = {
  // who you are and what there is
  WRONG_ADDRESS: "Esta página se abrió en una dirección que Plumb no reconoce como propia. Abre el enlace de Plumb o configura PUBLIC_URL.",
  NOT_ALLOWED: "Tu papel no lo permite. Pídelo al facilitador o a un líder de esta sesión.",
  NOT_SEATED: "No tienes sitio en esta sesión. Entra primero con su código o su enlace.",
  SEAT_UNKNOWN: "Esta persona ya no está en la sesión. Elige a alguien de la lista.",
  KNOCK_UNKNOWN: "Nadie con ese nombre espera ya en la puerta. Ha entrado o se ha ido.",
  CONVERSATION_UNKNOWN: "Esta conversación no es parte de la sesión. Elige una de la lista.",
  CRITERION_UNKNOWN: "Este criterio no está en la ficha de la sesión. Elige uno de la ficha.",
  ACTION_UNKNOWN: "Esta acción ya no está en la lista. Añádela otra vez si aún hace falta.",
  PERSON_UNKNOWN: "Esta persona no tiene sitio en la sesión. Elige a alguien de la lista, o a nadie.",
  // the session's moment
  SESSION_EXISTS: "Esta sesión ya existe. Ábrela desde la lista de sesiones.",
  SESSION_CLOSED: "La sesión está cerrada y no se puede cambiar nada. El facilitador o un líder puede reabrirla.",
  SESSION_NOT_CLOSED: "La sesión ya está abierta. Puedes seguir sin más.",
  ALREADY_REVEALED: "Las puntuaciones ya se revelaron, así que esto no se puede cambiar. Lo que se ha visto se queda igual.",
  NOT_REVEALED: "Las puntuaciones de esta conversación siguen ocultas. Revélalas primero.",
  SET_ASIDE: "Esta revelación se apartó y no cuenta en ninguna cifra. Puedes seguir el debate.",
  WITHDRAWN: "Esta conversación se retiró de la sesión. Elige otra.",
  NOT_OPENED: "Este criterio no se ha abierto al debate. El facilitador o un líder puede abrirlo.",
  MATERIAL_IN_USE: "Alguien ha puntuado esta transcripción, así que sus líneas se quedan. Retira la conversación y añádela de nuevo.",
  // the reveal
  ROLL_CHANGED: "Ahora falta alguien que antes no faltaba. Mira quién está, y espera o marca su ausencia.",
  SOMEBODY_MISSING: "No ha entregado todo el mundo: faltan {{missing}}. Espera, o marca a cada ausente por su nombre.",
  NOBODY_IN: "Nadie ha entregado nada, así que no hay nada que revelar. Espera a la primera entrega.",
  // scores
  SCORE_RANGE: "Una puntuación de {{criterion}} es un número entero de {{low}} a {{high}}. Elige uno de los valores que se muestran.",
  NA_NOT_ALLOWED: "{{criterion}} no admite N/A. Elige uno de los valores que se muestran.",
  EMPTY_SHEET: "Esta ficha aún no tiene puntuaciones. Puntúa al menos un criterio y entrega después.",
  NOT_SCORING: "Esta persona no puntúa aquí. El facilitador o un líder puede cambiarlo en la lista de personas.",
  ROUND_REVEALED:
    "Las puntuaciones se revelaron a las {{at}}, antes de llegar las tuyas, que no cuentan. Dilo en el debate o en una nueva votación.",
  LATE_NOT_OFFERED: "Solo puntúa tarde quien no ha visto los resultados. Puedes decir tus puntuaciones en el debate.",
  CHOOSE_FIRST: "No has visto las puntuaciones de esta conversación. Elige mirar, o entrega antes las tuyas.",
  BASELINE_NOT_ALLOWED: "La referencia la da alguien que dirige y puntúa. Elige a un líder, un responsable o el facilitador.",
  // discussion
  NO_SPEAKING_ORDER: "Aquí no hay turnos, así que puede hablar cualquiera. Sigue sin más.",
  REVOTE_NOT_OPEN: "Este criterio no tiene ninguna votación abierta. El facilitador o un líder puede abrir una.",
  REVOTE_OPEN: "Este criterio ya tiene una votación abierta. Revélala o cancélala primero.",
  STALE_ROUND: "Tu voto era de otra ronda y no cuenta. Vota otra vez en la ronda abierta ahora.",
  NOTHING_IDENTICAL: "No queda nada que aceptar: ningún criterio abierto tiene la misma respuesta de todos.",
  ORDER_MISMATCH: "La lista ha cambiado mientras tanto y este orden no encaja. Mira la nueva lista y ordénala otra vez.",
  // people
  TAKE_OVER_TOO_EARLY: "El facilitador está aquí, así que nadie puede tomar el relevo. Puede pasarlo por sí mismo.",
  NOTHING_TO_TAKE_BACK: "No hay nada que recuperar: nadie te quitó el papel de facilitador. Pide al facilitador que te lo pase.",
  LAST_FACILITATOR: "Una sesión tiene un solo facilitador. Pasa el papel a otra persona.",
  ALREADY_SEATED: "Ya tienes sitio en esta sesión. Ábrela en este dispositivo con tu nombre.",
  NAME_TAKEN: "Ya hay aquí alguien con este nombre. Añade una letra o un apellido.",
  // words and sizes
  BAD_REQUEST: "Esto no se ha entendido y nada ha cambiado. Recarga la página e inténtalo de nuevo.",
  UNKNOWN_FIELD: "Esto contiene algo que Plumb no conoce: {{field}}. Recarga la página e inténtalo de nuevo.",
  TOO_LONG: "Es demasiado largo: {{count}} de {{limit}} caracteres. Acórtalo y envíalo otra vez.",
  TOO_MANY: "Es más de lo que cabe: el límite es {{limit}}. Quita algo primero.",
  TOO_LARGE: "Es demasiado grande para enviarlo. Acórtalo o envíalo por partes.",
  DUE_IN_PAST: "La hora límite ya ha pasado. Elige una posterior.",
  TIMER_NOT_RUNNING: "No hay ningún temporizador en marcha. Inicia uno primero.",
  DATE_INVALID: "Esta fecha, hora o zona horaria no existe. Elige otra.",
  // the wire
  UNKNOWN_EVENT: "Plumb no conoce este mensaje. Recarga la página e inténtalo de nuevo.",
  ID_REUSED: "Esto ya se envió con otro contenido, así que no se aceptó. Inténtalo una vez más.",
  BUSY: "El servidor tiene mucho trabajo ahora. Se enviará otra vez por sí solo.",
  STORAGE: "El servidor no puede guardar nada en este momento. No se pierde nada; se enviará otra vez por sí solo.",
  LOG_DAMAGED: "Lo guardado está dañado o falta una parte, así que aquí no se guarda nada más. Avisa a quien administra el servidor.",
  INTERNAL: "Algo falló en el servidor y nada ha cambiado. Inténtalo de nuevo, o avisa a quien lo administra y cita {{ref}}.",
  OTHER_PERSON:
    "Otra persona ha entrado después con este navegador. Lo que no habías enviado se guarda en esta pestaña y se enviará cuando vuelvas a ella.",
  SIGN_IN: "Plumb no conoce este navegador. Abre el enlace de tu equipo o el tuyo e inténtalo de nuevo.",
  REMOVED: "Te han quitado de esta sesión. Pregunta al facilitador si fue un error.",
  UPGRADE_REQUIRED: "Esta página es más antigua que el servidor. Recárgala; lo que no has enviado se conserva.",
  SERVER_OLDER: "Esta página es más nueva que el servidor. Pide a quien lo administra que lo actualice.",
  TOO_MANY_CONNECTIONS: "Hay demasiadas pestañas o dispositivos conectados. Cierra algunos e inténtalo de nuevo.",
  SCATTERED:
    "Los WebSockets están bloqueados y cada petición llega a otro servidor. Pide a quien administra Plumb sesiones fijas (sticky).",
  SLOW: "La red de este dispositivo iba demasiado lenta y la conexión se cortó. Vuelve por sí sola y no se pierde nada.",
  RESTARTING: "El servidor se está reiniciando. Esta página vuelve por sí sola y no se pierde nada.",
  TOO_FAST: "Ha sido demasiado rápido. Espera un momento e inténtalo de nuevo.",
  NOT_FOUND: "Aquí no hay nada, o no es para ti. Comprueba la dirección o pide otro enlace.",
  LINK_INVALID: "Este enlace ya no funciona. Pide uno nuevo.",
  // workspace and scorecards
  SCORECARD_UNKNOWN: "Esta ficha no existe. Elige una de la lista.",
  SCORECARD_INVALID: "La ficha tiene fallos que hay que corregir antes. Se indican a su lado.",
  VERSION_CONFLICT: "Otra persona guardó esto mientras tanto. Mira su versión y guarda después la tuya otra vez.",
  LAST_ADMIN: "Un equipo necesita al menos un administrador. Nombra antes a otra persona.",
  // forgetting somebody
  UNKNOWN_SUBJECT: "Aquí nadie tiene ese nombre o identificador. No se ha borrado nada.",
  NAME_DIFFERS: "Este no es el nombre. Escríbelo tal como aparece.",
  NOT_ONESELF: "Nadie se borra a sí mismo. Pídeselo a otro responsable o administrador.",
  NOT_ALL_ERASED:
    "Se borró todo, salvo en una sesión cuyo registro está dañado. Avisa a quien administra el servidor: plumb verify dice cuál es.",
  ERASED: "Tu nombre y lo que escribiste se borraron de Plumb. Pregunta a un responsable del equipo si fue un error.",
};

/** for a page to load */
export const ALL = { ...REFUSALS, ROLE_PASSED };
