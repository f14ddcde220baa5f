package org.chorusmesh.schedule;

import java.util.function.Function;

/**
 * A job, as an annotation declares it.
 *
 * @param bean name of the bean
 * @param method class and name of the method
 * @param what the attribute of the annotation that sets the requirements, for messages
 * @param needsAgreement whether it requires the same numbers on all nodes
 * @param needsMember whether it requires that this process is or acts for a member
 * @param registration adds the job
 */
record JobDeclaration(
        String bean,
        String method,
        String what,
        boolean needsAgreement,
        boolean needsMember,
        Function<Jobs, Job> registration) {

    /** The problem if nodes are not coupled. */
    JobProblem withoutCoupling() {
        return new JobProblem(
                this.bean,
                this.method,
                this.what
                        + " requires a coupling above 0: with chorus.coupling=0 the nodes of a mesh"
                        + " do not agree on a number");
    }

    /** The problem if this process follows beats but acts for no node. */
    JobProblem withoutMember() {
        return new JobProblem(
                this.bean,
                this.method,
                this.what
                        + " requires chorus.node-id with chorus.follow: the id of the node that this"
                        + " process acts for");
    }
}
