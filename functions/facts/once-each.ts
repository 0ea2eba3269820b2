/** A reader that is asked once for each key, by however many: functions of a chunk have much in common. */
export function onceEach<V>(read: (key: string) => Promise<V>): (key: string) => Promise<V> {
  const answers = new Map<string, Promise<V>>();

  return (key) => {
    const answer = answers.get(key) ?? read(key);
    answers.set(key, answer);

    return answer;
  };
}
