package org.chorusmesh.schedule;

import java.util.function.Function;

/**
 * A job that an annotation declares.
 *
 * @param bean name of the bean
 * @param method class and name of the method
 * @param what it asks for, as its annotation says it
 * @param needsAgreement whether it takes numbers that are the same on all nodes
 * @param needsMember whether it is something that each member does at its own time
 * @param registration adds it
 */
record JobDeclaration(
        String bean,
        String method,
        String what,
        boolean needsAgreement,
        boolean needsMember,
        Function<Jobs, Job> registration) {

    /** Why it cannot be where nodes do not couple. */
    JobProblem withoutCoupling() {
        return new JobProblem(
                this.bean,
                this.method,
                this.what
                        + " requires a coupling above 0: with chorus.coupling=0 the nodes of a mesh"
                        + " do not agree on a number");
    }

    /** Why it cannot be where beats are followed for no node. */
    JobProblem withoutMember() {
        return new JobProblem(
                this.bean,
                this.method,
                this.what
                        + " requires chorus.node-id with chorus.follow: the id of the node that this"
                        + " process acts for");
    }
}
