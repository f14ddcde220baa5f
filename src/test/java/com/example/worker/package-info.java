/** An application without a web server that embeds a node. */
package com.example.worker;
