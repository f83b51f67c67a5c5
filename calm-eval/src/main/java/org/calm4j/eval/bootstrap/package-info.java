/** Error bars by resampling. Knows numbers only, no score and no model. */
@NullMarked
package org.calm4j.eval.bootstrap;

import org.jspecify.annotations.NullMarked;
