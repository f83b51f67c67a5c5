/**
 * Folders of published models in the layout of Hugging Face ({@code config.json}, weights in one or
 * several files of either container, a tokenizer), and the way from and to the model folders of
 * this library. What a configuration asks for is told by the module whose model it is, as a {@link
 * org.calm4j.core.hub.PublishedLayout}; nothing here knows graphs.
 */
@NullMarked
package org.calm4j.core.hub;

import org.jspecify.annotations.NullMarked;
