const bytes = (text: string) => Buffer.from(text, 'latin1')

/** The beginnings of files of each kind that a message may carry, and a little more. */
export const sampleFiles = {
  'image/png': bytes('\x89PNG\r\n\x1a\n\0\0\0\rIHDR'),
  'image/jpeg': bytes('\xff\xd8\xff\xe0\0\x10JFIF'),
  'image/webp': bytes('RIFF\x24\0\0\0WEBPVP8 '),
  'image/gif': bytes('GIF89a\x01\0\x01\0'),
  'audio/mpeg': bytes('\xff\xfb\x90\x64\0\0'),
  'audio/wav': bytes('RIFF\x24\0\0\0WAVEfmt '),
  'audio/mp4': bytes('\0\0\0\x1cftypM4A \0\0\0\0'),
  'audio/ogg': bytes('OggS\0\x02\0\0'),
  'audio/webm': bytes('\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webm'),
  'application/pdf': bytes('%PDF-1.7\n'),
} as const
