# A young animal is in trouble and is brought to safety.
hero: child child pair
helper: friend sibling elder
thing pet: pet
thing field: place
table trouble: where | hard | tool | free
  in a deep hole | The hole was too deep | a basket and a long rope | They let the basket down into the hole, and the [pet] <climb> in
  under a heavy branch | The branch was too heavy | a strong stick | They <push> the stick under the branch, and the [pet] <run> out
  between two big stones | The stones were too heavy | a strong stick | They <push> one stone to the side, and the [pet] <run> out
  on a stone in the middle of the water | The water was too deep | two long boards | They <put> the boards over the water, and [A] <carry> the [pet] back
  in the {deep|soft} mud | The mud was too soft | two long boards | They <put> the boards over the mud, and [A] <carry> the [pet] out
---
- [$day], [A] <walk> home from {school|the market|the village} [$path].
- [$day], [A] <be:A> <play.ing> [in field].
- [$day], [A] <put> on [A.his] [$wear] and <go> [to field].
- [$day], [A] <go> [to field] to look for {berries|flowers|apples|a nest}.

? [$sky]

- Suddenly [A.he] <hear> a {small|sad|soft} sound. It was [a+ pet]. It was [trouble.where] and could not get out.
- Then [A.he] <stop>. There was a {small|sad|soft} sound. [a+ pet] was [trouble.where] and could not get out.
- Then there was a {small|sad|strange} sound. [A] <look> around and <see> [a+ pet]. It was [trouble.where] and could not get out.

? The poor [pet] was {cold and wet|very tired|so afraid}.
---
- "Do not be afraid, little [pet]," [A.said]. "[A.I] will help you."
- "You poor little [pet]!" [A.said].
- "Wait, little [pet]," [A.said] in a soft voice.

- [A] <try> to help the [pet], but [A.he] <can> not do it. [trouble.hard].
- [A] <try> and <try> again. [trouble.hard].
- [trouble.hard]. [A] <can> not do it alone.

- So [A] <run> [$path] to [B.o]. [$soon] they <come> back with [trouble.tool].
- Just then [B] <come> [$path]. "Wait here," [B.said]. "I will get [trouble.tool]."
- "Help!" [A.called]. [B] <hear> it and <come> [$path] with [trouble.tool].

- "Now!" [B.said]. [trouble.free].
- It was not easy, but [$atlast] it was done. [trouble.free].
- [A.both] <work> together. [trouble.free].
---
- [A] <hold> the [bare+ pet] close until it was {warm|quiet} again.
- [A] <give> the [bare+ pet] some {water|bread|milk}.
- The [bare+ pet] <look> at [A.o] with big eyes, as if to say thank you.
- The [bare+ pet] <jump> and <dance> around [A.o].

- Then its mother <come> [$path], and the two were very happy.
- [A.both] <take> the [pet] back to its mother, who was very happy.
- The [pet] did not want to go away, so [A] <take> it home and <give> it a warm bed.
- "Look how happy it is!" [B.said].

? [$thanks]

? [$night]
