/** Runs in the page: the time between frames, and the most rows that were drawn at once. */
globalThis.frames = {
  start() {
    this.intervals = [];
    this.rowsMax = 0;
    this.isOver = false;
    let last = performance.now();
    const frame = (now) => {
      this.intervals.push(now - last);
      last = now;
      const rows = document.querySelectorAll('[role="grid"] [data-index]').length;
      this.rowsMax = Math.max(this.rowsMax, rows);
      if (!this.isOver) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  },

  stop() {
    this.isOver = true;
    // The first interval began before the first frame.
    return { intervals: this.intervals.slice(1), rowsMax: this.rowsMax };
  },
};
