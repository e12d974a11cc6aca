/** Everything is put in as it is: text must be escaped before. */
export type MarkupParts = {
  title: string
  initial: string
  agent: string
  version: string
  greeting: string
  seal: string
  data: string
  style: string
  script: string
}

export const markup = (parts: MarkupParts): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${parts.title}</title>
<link rel="icon" href="data:,">
<style>${parts.style}</style>
</head>
<body>
<a class="skip" href="#draft">Skip to the message field</a>
<header>
<div class="mark" aria-hidden="true">${parts.initial}</div>
<div class="who">
<h1>${parts.title}</h1>
<p><span class="agent">${parts.agent}</span><span class="version" id="version">v${parts.version}</span><span class="demo" id="demo" hidden>Demo model</span></p>
</div>
<button type="button" class="quiet" id="restart" aria-label="New conversation" hidden><svg viewBox="0 0 24 24" width="16" height="16" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" aria-hidden="true"><path d="M12 5v14M5 12h14"/></svg><span>New conversation</span></button>
</header>
<main>
<section class="empty" id="empty" aria-label="Start of the conversation">
<p class="greeting">${parts.greeting}</p>
<div class="suggestions" id="suggestions"></div>
</section>
<div class="log" id="log" role="log" aria-live="polite" aria-label="Conversation"><div class="pending" id="pending"></div></div>
<p class="notice" id="notice" role="status" hidden></p>
</main>
<footer>
<p class="hidden" id="announce" role="status"></p>
<form id="composer">
<ul class="attached" id="attached" aria-label="Files of your message" hidden></ul>
<button type="button" class="attach" id="attach" aria-label="Attach files" hidden><svg viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="m20.5 11-8.7 8.7a5.5 5.5 0 0 1-7.8-7.8l8.9-8.8a3.7 3.7 0 0 1 5.2 5.2l-8.9 8.8a1.8 1.8 0 0 1-2.6-2.6l8.2-8.1"/></svg></button>
<input type="file" id="picker" class="hidden" tabindex="-1" aria-hidden="true" multiple>
<label for="draft" class="hidden">Your message</label>
<textarea id="draft" rows="1" maxlength="16000" placeholder="Write a message" enterkeyhint="send" autocomplete="off" aria-describedby="hint"></textarea>
<button type="submit" id="send" aria-label="Send"><svg viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="M12 19V5M5.5 11.5 12 5l6.5 6.5"/></svg></button>
</form>
<p class="trouble" id="trouble" role="alert" hidden></p>
<p class="hint" id="hint"><span class="keys">Enter sends, Shift+Enter starts a new line. </span>${parts.seal}</p>
</footer>
<noscript><p class="notice">This page needs JavaScript. Programs can use POST /v1/messages.</p></noscript>
<script type="application/json" id="agent">${parts.data}</script>
<script>${parts.script}</script>
</body>
</html>
`
