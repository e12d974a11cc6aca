import type { Directives, Language, Tone } from './directives'

type Phrases = {
  hello: string
  helloName: string
  ask: string
  opener: Partial<Record<Tone, string>>
  openerName: Partial<Record<Tone, string>>
  unknown: string
  unknownTopic: string
  offer: string
  noted: string
  notedName: string
  welcome: string
  event: string
  also: string
  closing: Partial<Record<Tone, string>>
}

const english: Phrases = {
  hello: 'Hello!',
  helloName: 'Hello {name}, nice to meet you!',
  ask: 'How can I help you?',
  opener: { friendly: 'Thanks for reaching out!', formal: 'Thank you for your message.', pirate: 'Ahoy, matey!' },
  openerName: {
    neutral: '{name},',
    friendly: 'Thanks for reaching out, {name}!',
    formal: 'Dear {name}, thank you for your message.',
    pirate: 'Ahoy, {name}!',
  },
  unknown: 'I have not been told anything about that, so I would rather not guess.',
  unknownTopic: 'I have not been told anything about “{topic}”, so I would rather not guess.',
  offer: 'I can {offer}, if you like.',
  noted: 'Thank you, I will keep that in mind.',
  notedName: 'Thank you, {name}, I will keep that in mind.',
  welcome: 'You are welcome!',
  event: 'This is what happened',
  also: 'Also note: {mention}.',
  closing: {
    friendly: 'Is there anything else I can do?',
    formal: 'Please let us know if we can assist you further.',
    pirate: 'Arr!',
  },
}

const french: Phrases = {
  hello: 'Bonjour !',
  helloName: 'Bonjour {name}, enchanté !',
  ask: 'Comment puis-je vous aider ?',
  opener: {
    neutral: 'Voici ma réponse :',
    friendly: 'Merci de nous écrire !',
    formal: 'Nous vous remercions de votre message.',
    pirate: 'Ohé, moussaillon !',
  },
  openerName: {
    neutral: '{name}, voici ma réponse :',
    friendly: 'Merci de nous écrire, {name} !',
    formal: 'Cher/Chère {name}, nous vous remercions de votre message.',
    pirate: 'Ohé, {name} !',
  },
  unknown: "On ne m'a rien dit à ce sujet, je préfère donc ne pas deviner.",
  unknownTopic: "On ne m'a rien dit au sujet de « {topic} », je préfère donc ne pas deviner.",
  offer: 'Si vous le souhaitez, je peux : {offer}.',
  noted: "Merci, c'est noté.",
  notedName: "Merci {name}, c'est noté.",
  welcome: 'Je vous en prie !',
  event: "Voici ce qui s'est passé",
  also: 'À noter aussi : {mention}.',
  closing: {
    friendly: 'Puis-je faire autre chose pour vous ?',
    formal: 'Nous restons à votre entière disposition.',
    pirate: 'Mille sabords !',
  },
}

const german: Phrases = {
  hello: 'Guten Tag!',
  helloName: 'Guten Tag {name}, freut mich!',
  ask: 'Wie kann ich Ihnen helfen?',
  opener: {
    neutral: 'Hier ist meine Antwort:',
    friendly: 'Danke für Ihre Nachricht!',
    formal: 'Vielen Dank für Ihre Nachricht.',
    pirate: 'Ahoi, Landratte!',
  },
  openerName: {
    neutral: '{name}, hier ist meine Antwort:',
    friendly: 'Danke für Ihre Nachricht, {name}!',
    formal: 'Guten Tag {name}, vielen Dank für Ihre Nachricht.',
    pirate: 'Ahoi, {name}!',
  },
  unknown: 'Dazu wurde mir nichts gesagt, und raten möchte ich nicht.',
  unknownTopic: 'Zu „{topic}“ wurde mir nichts gesagt, und raten möchte ich nicht.',
  offer: 'Wenn Sie möchten, kann ich Folgendes tun: {offer}.',
  noted: 'Danke, das merke ich mir.',
  notedName: 'Danke, {name}, das merke ich mir.',
  welcome: 'Gern geschehen!',
  event: 'Das ist geschehen',
  also: 'Beachten Sie auch: {mention}.',
  closing: {
    friendly: 'Kann ich sonst noch etwas tun?',
    formal: 'Für weitere Fragen stehen wir Ihnen gern zur Verfügung.',
    pirate: 'Arr!',
  },
}

const spanish: Phrases = {
  hello: '¡Hola!',
  helloName: '¡Hola, {name}, encantado!',
  ask: '¿En qué puedo ayudarle?',
  opener: {
    neutral: 'Esta es mi respuesta:',
    friendly: '¡Gracias por escribirnos!',
    formal: 'Le agradecemos su mensaje.',
    pirate: '¡Ah del barco!',
  },
  openerName: {
    neutral: '{name}, esta es mi respuesta:',
    friendly: '¡Gracias por escribirnos, {name}!',
    formal: 'Estimado/a {name}, le agradecemos su mensaje.',
    pirate: '¡Ah del barco, {name}!',
  },
  unknown: 'No me han dicho nada sobre eso, así que prefiero no adivinar.',
  unknownTopic: 'No me han dicho nada sobre «{topic}», así que prefiero no adivinar.',
  offer: 'Si lo desea, puedo: {offer}.',
  noted: 'Gracias, lo tendré en cuenta.',
  notedName: 'Gracias, {name}, lo tendré en cuenta.',
  welcome: '¡De nada!',
  event: 'Esto es lo que ha pasado',
  also: 'Tenga en cuenta también: {mention}.',
  closing: {
    friendly: '¿Puedo hacer algo más por usted?',
    formal: 'Quedamos a su entera disposición.',
    pirate: '¡Arr!',
  },
}

const phrases: Record<Language, Phrases> = { english, french, german, spanish }

export function phrasesFor({ language }: Pick<Directives, 'language'>): Phrases {
  return phrases[language]
}

/** Puts values where a phrase says `{name}`. */
export function fill(phrase: string, values: Readonly<Record<string, string>>): string {
  return phrase.replace(/\{(\w+)\}/g, (_all, key: string) => values[key] ?? '')
}
