# Something breaks, is hidden, and the truth comes out.
hero: child
helper: elder
thing pot: breakable
table broken: how | hide
  <want> to play with the [pot], and it <fall> down | <hide> the pieces under the bed
  <dance> around the table and <push> the [pot] to the floor | <hide> the pieces behind the house
  <play> ball in the house, and the ball <hit> the [pot] | <put> the pieces into {an old|a big} {box|bag}
  <run> around the table and <push> the [pot] to the floor | <put> the pieces into {an old|a big} {box|bag}
---
- [$once] [$day], [A.he] <be:A> alone in the house of [B.intro].
- [$day], [A] <be:A> alone in the house of [B.intro].

- There was [a+ pot] on the table. [A] [broken.how].
- [B] was {at the market|in the garden}, and [the+ pot] was on the table. [A] [broken.how].

- "[$oh]!" [A.thought]. It was <break.pp>.
- [A] <look> at the pieces on the floor. [B] <love> that [bare+ pot] very much.

- Quickly [A] [broken.hide].
- What now? [A] [broken.hide].
---
- [$soon], [B] <come> back. "Where is my [bare+ pot]?" [B.asked]. "I do not know," [A.said].
- In the evening [B] <look> for [the+ pot]. "Do you know where it is?" [B.asked]. "No," [A.said].

- [A] <can> not eat anything. [A.his] heart was as heavy as a stone.
- That night [A] <can> not sleep. [A.his] heart was {heavy|very heavy}.
- [A] <feel> bad. Not even [$food] was good.

- [$atlast], [A] <take> a deep breath and <go> to [B.o].
- In the morning, [A] <go> to look for [B.o].

- "I <break> the [pot]," [A.said]. "I am so sorry."
- "I <break> your [bare+ pot]," [A.said]. "I was afraid to tell you, and I am sorry."
---
- [B] was quiet for a {while|long time}. "I am sad about it," [B.said]. "But I am happy that you told me."
- [B] <give> [A.o] a {big|long} hug. "It is only {a [pot]|an old [pot]}," [B.said]. "I love you more than any [pot]."
- [B] <smile> a little. "I knew it, [A.name]," [B.said]. "I only wanted to hear it from you."

- Then they <find> some glue and <fix> [the+ pot] together, piece by piece.
- [A] <work> in the garden for {a week|two weeks|many days} and <buy> a new [pot] for [B.o].

- And [A] <feel> {good|happy} again.
- After that, [A] always <tell> [B.o] everything.
- And then [A] <can> sleep again.
