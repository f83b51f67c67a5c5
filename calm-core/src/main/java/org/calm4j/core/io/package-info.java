/**
 * Files: writing them so that no half-written one stays behind, checksums, JSON, and error
 * sentences that name the file. Nothing here knows what a file means.
 */
@NullMarked
package org.calm4j.core.io;

import org.jspecify.annotations.NullMarked;
