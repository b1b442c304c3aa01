package io.palebluedot.paging;

import io.palebluedot.proto.common.v1.PageInfo;
import io.palebluedot.proto.common.v1.PageRequest;
import io.palebluedot.rpc.Failures;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A list that callers page, sort and filter.
 *
 * <p>Key-set paging, so that a page costs the same wherever it is and rows that come or go
 * do not shift it.
 *
 * <pre>{@code
 * private static final Listing GPUS = Listing.of("g.*", "gpu g", "g.id::text")
 *         .sort("name", "g.name", "text").sort("created_at", "g.created_at", "timestamptz");
 *
 * GPUS.query(request.getPage()).where("g.model = ?", model).fetch(pool, GpuRow::from);
 * }</pre>
 *
 * <p>Sort expressions must not be null: coalesce them. Immutable once built up; queries are single-use.
 */
public final class Listing {

    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 500;

    private record Order(String expression, String type) {}

    private final String columns;
    private final String from;
    private final String id;
    private final Map<String, Order> orders = new LinkedHashMap<>();

    private Listing(String columns, String from, String id) {
        this.columns = columns;
        this.from = from;
        this.id = id;
        orders.put("id", new Order(id, "text"));
    }

    /**
     * A list over a table.
     *
     * @param columns what is selected
     * @param from table and joins
     * @param id expression of the unique key, of type text
     */
    public static Listing of(String columns, String from, String id) {
        return new Listing(columns, from, id);
    }

    /** Allows sorting by {@code name}; {@code type} is the PostgreSQL type of the expression. */
    public Listing sort(String name, String expression, String type) {
        orders.put(name, new Order(expression, type));
        return this;
    }

    /**
     * Begins one page.
     *
     * @throws io.palebluedot.rpc.FailureException INVALID_INPUT for a bad limit, sort or cursor
     */
    public Query query(PageRequest page) {
        return new Query(page);
    }

    /** One page in the making. */
    public final class Query {

        private final int limit;
        private final String sort;
        private final boolean descending;
        private final Order order;
        private final @Nullable Cursor cursor;
        private final List<String> conditions = new ArrayList<>();
        private final List<Object> values = new ArrayList<>();

        private Query(PageRequest page) {
            this.limit = limit(page.getLimit());
            this.sort = page.getSort().isEmpty() ? "id" : page.getSort();
            this.descending = sort.startsWith("-");
            this.order = order(descending ? sort.substring(1) : sort);
            this.cursor = page.getCursor().isEmpty() ? null : Cursor.decode(page.getCursor(), sort);
        }

        /** Adds a condition with '?' for each value. */
        public Query where(String condition, Object... conditionValues) {
            var sql = new StringBuilder();
            int used = 0;
            for (int i = 0; i < condition.length(); i++) {
                char c = condition.charAt(i);
                if (c == '?') {
                    values.add(conditionValues[used++]);
                    sql.append('$').append(values.size());
                } else {
                    sql.append(c);
                }
            }
            if (used != conditionValues.length) {
                throw new IllegalArgumentException("condition '" + condition + "' takes " + used + " value(s)");
            }
            conditions.add("(" + sql + ")");
            return this;
        }

        /** As {@link #where}, only when {@code present}. */
        public Query whereIf(boolean present, String condition, Object... conditionValues) {
            return present ? where(condition, conditionValues) : this;
        }

        /** Reads the page and the total. */
        public <T> Uni<Slice<T>> fetch(SqlClient client, Function<Row, T> mapper) {
            var filters = List.copyOf(conditions);
            var filterValues = List.copyOf(values);
            var total = client.preparedQuery("select count(*) from " + from + clause(filters))
                    .execute(Tuple.from(filterValues))
                    .map(rows -> rows.iterator().next().getLong(0));
            return rows(client, mapper)
                    .chain(page -> total.map(count -> new Slice<>(
                            page.items(),
                            PageInfo.newBuilder()
                                    .setTotal(count)
                                    .setNext(page.next())
                                    .build())));
        }

        private <T> Uni<Read<T>> rows(SqlClient client, Function<Row, T> mapper) {
            if (cursor != null) {
                afterCursor(cursor);
            }
            String direction = descending ? " desc" : " asc";
            String sql = "select " + columns + ", (" + order.expression() + ")::text as _sort, " + id + " as _id from "
                    + from + clause(conditions) + " order by " + order.expression() + direction + ", " + id + direction
                    + " limit " + (limit + 1);
            return client.preparedQuery(sql).execute(Tuple.from(values)).map(rows -> {
                var items = new ArrayList<T>();
                String next = "";
                Row last = null;
                for (Row row : rows) {
                    if (items.size() == limit && last != null) {
                        next = new Cursor(sort, last.getString("_sort"), last.getString("_id")).encode();
                        break;
                    }
                    items.add(mapper.apply(row));
                    last = row;
                }
                return new Read<>(items, next);
            });
        }

        private void afterCursor(Cursor after) {
            where(
                    "(" + order.expression() + ", " + id + ") " + (descending ? "<" : ">") + " (cast(?::text as "
                            + order.type() + "), ?)",
                    after.value(),
                    after.id());
        }

        private static String clause(List<String> conditions) {
            return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
        }

        private static int limit(int wanted) {
            if (wanted < 0 || wanted > MAX_LIMIT) {
                throw Failures.invalid("limit", "must be from 1 to " + MAX_LIMIT);
            }
            return wanted == 0 ? DEFAULT_LIMIT : wanted;
        }

        private Order order(String name) {
            var known = orders.get(name);
            if (known == null) {
                throw Failures.invalid("sort", "must be one of " + orders.keySet() + ", '-' before it for descending");
            }
            return known;
        }
    }

    /** Items, and the cursor of the next page or nothing. */
    private record Read<T>(List<T> items, String next) {}
}
