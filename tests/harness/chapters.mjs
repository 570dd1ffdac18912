/** A story in chapters: after one that failed the next ones fail at once and say why. */
export function chapters(t) {
  let failed = null;
  return (name, tell) =>
    t.test(name, async (chapter) => {
      if (failed !== null) throw new Error(`not told: “${failed}” failed before`);
      try {
        await tell(chapter);
      } catch (error) {
        failed = name;
        throw error;
      }
    });
}
