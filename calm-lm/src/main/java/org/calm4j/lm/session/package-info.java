/**
 * What several callers of one model take turns with: caches, graphs and plans that take time to
 * make. No model and no kind of session lives here.
 */
@NullMarked
package org.calm4j.lm.session;

import org.jspecify.annotations.NullMarked;
