// What a form page needs to seal what a person writes before it leaves the browser: bytes of a text, padding after
// ISO/IEC 7816-4, the sealed box of libsodium (X25519, BLAKE2b, XSalsa20-Poly1305), and the work that slows machines
// down. Written so that browsers of old telephones run it as it is. Needs nacl-fast.min.js and blake2b.js.

;(function (exports) {
  'use strict';

  var BLOCK = 64;

  function bytesOf(text) {
    var plain = unescape(encodeURIComponent(text)); // throws where half of a surrogate pair stands alone
    var bytes = new Uint8Array(plain.length);
    for (var i = 0; i < plain.length; i++) bytes[i] = plain.charCodeAt(i);
    return bytes;
  }

  function base64(bytes) {
    var plain = '';
    for (var i = 0; i < bytes.length; i++) plain += String.fromCharCode(bytes[i]);
    return btoa(plain);
  }

  // Takes base64 of either alphabet (RFC 4648, sections 4 and 5), with or without "=".
  function fromBase64(text) {
    var plain = atob(text.replace(/-/g, '+').replace(/_/g, '/').replace(/=+$/, ''));
    var bytes = new Uint8Array(plain.length);
    for (var i = 0; i < plain.length; i++) bytes[i] = plain.charCodeAt(i);
    return bytes;
  }

  // What libsodium calls sodium_pad: a byte 0x80, then zeros. Null where it doesn't fit.
  function pad(bytes, size) {
    if (bytes.length >= size) return null;
    var padded = new Uint8Array(size);
    padded.set(bytes);
    padded[bytes.length] = 0x80;
    return padded;
  }

  // crypto_box_seal: the one-time public key, then the box; 48 bytes longer than what is sealed.
  function sealTo(bytes, publicKey) {
    var once = nacl.box.keyPair();
    var keys = new Uint8Array(BLOCK);
    keys.set(once.publicKey);
    keys.set(publicKey, 32);
    var box = nacl.box(bytes, blakejs.blake2b(keys, 24), publicKey, once.secretKey);
    var sealed = new Uint8Array(32 + box.length);
    sealed.set(once.publicKey);
    sealed.set(box, 32);
    for (var i = 0; i < 32; i++) once.secretKey[i] = 0;
    return sealed;
  }

  // Whether this browser can: a sealed box must come out of it that is as long as it should be, each time another.
  function able() {
    try {
      var one = sealTo(new Uint8Array(8), nacl.box.keyPair().publicKey);
      var other = sealTo(new Uint8Array(8), nacl.box.keyPair().publicKey);
      return one.length === 56 && base64(one) !== base64(other) && typeof btoa === 'function';
    } catch (error) {
      return false;
    }
  }

  // The puzzles of firsthand.sealed.work over a token. `step` does a little of it; `answer` is empty until all is done.
  function puzzle(token, count, bits) {
    var seed = nacl.hash(bytesOf('firsthand work 1 ' + token));
    var message = new Uint8Array(67);
    var tried = 0;
    var answers = '';
    message.set(seed);
    function isSolved() {
      message[65] = tried >> 8;
      message[66] = tried & 255;
      return nacl.hash(message)[0] >> (8 - bits) === 0;
    }
    return {
      answer: '',
      part: function () { return message[64] / count; },
      step: function () {
        for (var i = 0; i < 16 && !this.answer; i++) {
          if (isSolved()) {
            answers += (0x10000 + tried).toString(16).slice(1);
            message[64]++;
            tried = 0;
            if (message[64] === count) this.answer = answers;
          } else if (++tried > 0xffff) throw new Error('no answer');
        }
      }
    };
  }

  exports.puzzle = puzzle;
  exports.bytesOf = bytesOf;
  exports.base64 = base64;
  exports.fromBase64 = fromBase64;
  exports.pad = pad;
  exports.sealTo = sealTo;
  exports.able = able;
})(self.firsthand = self.firsthand || {});
