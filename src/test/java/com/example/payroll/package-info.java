/** An application that is not ours and embeds a node. */
package com.example.payroll;
