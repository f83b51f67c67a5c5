# Something breaks, is hidden, and the truth comes out.
hero: child child pair
helper: elder
table broken: what | how | hide
  the blue cup | <reach> for the honey and <hit> the blue cup with one arm | <put> the pieces under the bed
  the tall vase | <play> ball in the house and <hit> the tall vase | <put> the pieces into a bag
  the old lamp | <dance> around the table and <hit> the old lamp | <carry> the pieces out behind the barn
  the little clock | <run> through the hall and <hit> the little clock | <put> the pieces in a box under the stairs
  the best plate | <want> to dry the dishes and <drop> the best plate | <hide> the pieces in a basket
---
- [$once] [day.when], [A.he] <be:A> alone in the house of [B.intro].
- [day.when], [A] <be:A> at the house of [B.intro].
- [A] <be:A> staying with [B.intro] for the summer.

- [B] had gone to the market. [A] [broken.how].
- [B] was working in the garden. [A] [broken.how].

- Crash! It fell on the floor and broke.
- It <fall> down, and there were a hundred pieces on the floor.

- "[$oh]!" <think> [A.name]. "It was so old and so {beautiful|fine}!"
- [A] <hold> [A.his] breath. [B] <love> [broken.what].
- [A] <know> that [B] had it from [B.his] own mother.

- Very quickly [A] [broken.hide].
- What <can> [A.he] do? [A] [broken.hide].
---
- Soon [B] <come> back. "Where is [broken.what]?" [B.he] <ask>. "[A.I] do not know," <say> [A.name].
- In the evening [B] <look> for [broken.what]. "Have you seen it?" [B.he] <ask>. "No," <say> [A.name]. "Maybe it was the cat."

- [A] <can> not eat {any supper|one bite}. The lie <sit> in [A.his] stomach like a stone.
- That night [A] <can> not sleep. [A] <turn> from one side to the other.
- [A] <feel> bad all day. Even the sweet cake did not taste good.

- Then [A] <take> a deep breath and <go> to [B.o].
- At last it was too much. [A] <run> to [B.o].
- In the morning, [A] <go> into the kitchen, where [B] was making tea.

- "It was not the cat," [A.he] <say>. "[A.I] broke [broken.what], and [A.I] am not brave."
- "[A.I] broke [broken.what]," [A.he] <say>. "[A.I] <be:A> afraid to tell you. [A.I] [A.am] so sorry."
---
- [B] was quiet for a while. "I am sad about [broken.what]," [B.he] <say>. "But I am happy that you told me."
- [B] <take> [A.o] into [B.his] arms. "[broken.what] is only a thing," [B.he] <say>. "You are much more important."
- [B] <smile> a little. "I knew it all the time," [B.he] <say>. "I only wanted to hear it from you."

- Then they <get> the pieces and <glue> them together, one by one.
- [A] <work> in the garden for a week and <buy> a new one for [B.o].
- Together they <try> to fix it. It was not as pretty as before, but [B] <love> it even more.

- And [A] <feel> as light as a bird.
- [A] <learn> that the truth is hard for a minute, but a lie is hard for a long time.
- After that, [A] always <tell> the truth.

? [$night]
