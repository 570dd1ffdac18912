/** Soft sounds for hands that scan without looking up. They may be switched off on this workstation. */
import { recall, remember } from "../kit";

const KEY = "scan.sound";
/** Of full scale: heard beside a running pump through a headset, no alarm in a quiet store. */
const LOUDNESS = 0.06;
/** Each tone's height in Hz and length in seconds: one clear tone, or two that fall. */
const TONES = {
  found: [[880, 0.09]],
  unknown: [
    [330, 0.14],
    [247, 0.2],
  ],
} as const;
const FADE_S = 0.02;

class Sound {
  private isOn = $state(recall(KEY, true));
  private audio: AudioContext | null = null;

  get on(): boolean {
    return this.isOn;
  }

  set on(on: boolean) {
    this.isOn = on;
    remember(KEY, on);
  }

  play(what: keyof typeof TONES): void {
    // A window without audio, or without a speaker, stays silent; the row on screen says it all.
    if (!this.isOn || typeof AudioContext === "undefined") return;
    this.audio ??= new AudioContext();
    const { audio } = this;
    void audio.resume().catch(() => undefined);
    let at = audio.currentTime;
    for (const [hertz, seconds] of TONES[what]) {
      tone(audio, hertz, at, seconds);
      at += seconds;
    }
  }
}

function tone(audio: AudioContext, hertz: number, at: number, seconds: number): void {
  const oscillator = audio.createOscillator();
  const volume = audio.createGain();
  oscillator.frequency.value = hertz;
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(LOUDNESS, at + FADE_S);
  volume.gain.setValueAtTime(LOUDNESS, at + seconds - FADE_S);
  volume.gain.linearRampToValueAtTime(0, at + seconds);
  oscillator.connect(volume).connect(audio.destination);
  oscillator.start(at);
  oscillator.stop(at + seconds);
}

export const sound = new Sound();
