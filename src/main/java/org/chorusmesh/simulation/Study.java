package org.chorusmesh.simulation;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
final class Study { Study(int maxNodes, PrintStream console) {} boolean write(Path out) throws IOException { return true; } }
