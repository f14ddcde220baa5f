package org.chorusmesh.gossip;

import zmq.Msg;

/** A message that never is a part of a longer one. */
class SinglePart extends Msg {

    SinglePart(int size) {
        super(size);
    }

    @Override
    public void setFlags(int flags) {
        super.setFlags(flags & ~MORE);
    }
}
