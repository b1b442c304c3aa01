package io.palebluedot.gateway.testing;

import com.google.protobuf.Message;
import io.palebluedot.proto.common.v1.PageInfo;
import io.palebluedot.proto.common.v1.PageRequest;

/** What a fake says back of what it was asked: the page, the dry run, the version. */
final class Echo {

    private Echo() {}

    static Message of(Message request, Message answer) {
        var builder = answer.toBuilder();
        var asked = request.getDescriptorForType().findFieldByName("page");
        var page = answer.getDescriptorForType().findFieldByName("page");
        if (asked != null && page != null) {
            builder.setField(page, said((PageRequest) request.getField(asked)));
        }
        var dryRun = request.getDescriptorForType().findFieldByName("dry_run");
        if (dryRun != null) {
            builder.setField(answer.getDescriptorForType().findFieldByName("dry_run"), request.getField(dryRun));
        }
        return builder.build();
    }

    private static PageInfo said(PageRequest page) {
        String next = page.getCursor().isEmpty() && page.getSort().isEmpty()
                ? ""
                : "after " + page.getCursor() + " by " + page.getSort();
        return PageInfo.newBuilder().setTotal(page.getLimit()).setNext(next).build();
    }
}
