/** An application that is not ours and acts on beats: what a user writes. */
package com.example.archive;
