# A strange noise in the night turns out to be harmless.
hero: child child pair animal
helper: friend sibling elder
thing pet: pet
table sound: like | where | cause
  Tap, tap, tap | behind the kitchen door | The [pet] was knocking on the door with its nose
  Bump, bump, bump | under the stairs | The [pet] was playing with a ball
  Scratch, scratch | in the garden | The [pet] was looking for something to eat
  Crack, crack | on the roof | The [pet] had walked on the old boards and could not get down
  Rustle, rustle | in a box in the hall | The [pet] was making a bed out of old paper
---
- It was a {dark|cold|quiet} night, and everyone was asleep. Only [A] <lie> awake.
- One {dark|windy|rainy} night, [A] <can> not sleep.
- In the middle of the night, [A] <wake> up.

- "[sound.like]!" it went. [A] <sit> up in bed.
- Then there was a strange noise. "[sound.like]!"

- "Is it a {ghost|monster|thief}?" [A.he] <think>.
- [A] <hold> [A.his] breath and <listen>. There it was again!
- [A] <pull> the blanket over [A.his] [A.head], but the noise did not stop.
---
- [A] <go> to wake [B.intro]. "There is something [sound.where]!" [A.he] <say>.
- [A] <go> to the bed of [B.intro] and <shake> [B.him]. "Wake up! Do you hear that?"

- "I hear it too," [B] <say>. "Let us go and see."
- [B] <rub> [B.his] eyes. "It is only the wind," [B.he] <say>. But then they both <hear> it.
- "Do not be afraid," <say> [B.name]. "We will look together."

- [B] <take> a {lamp|candle}, and [A] <take> a {broom|stick}. They <go> very slowly.
- They <go> through the dark house, step by step.
- They <light> a candle and <go> on tiptoe.

- The noise <come> from a place [sound.where]. It <get> louder and louder.
- Now they were very near. [A] <hold> [B.s] hand.
---
- And what <be> it? It was only [a+ pet]! [sound.cause].
- Then they <begin> to laugh. Two eyes <look> at them. It was [a+ pet]! [sound.cause].
- "Look!" <say> [B.name]. There was [a+ pet]. [sound.cause].

- "So you are our ghost!" <say> [A.name].
- "You gave us a fright, little one," <say> [B.name].
- "And I was so afraid," <say> [A.name].

- They <give> the [pet] some {milk|bread} and a warm place to sleep.
- The [pet] was {hungry|cold}, so they <bring> it into the warm kitchen.

- In the morning it was still there, and it stayed with them {for ever|all winter}.
- And then they all <go> back to bed.
- [A] <be:A> never afraid of a noise again.
