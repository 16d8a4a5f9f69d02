/**
 * Level-synchronous walk over the edges in one round trip. Each node is visited once, at its smallest depth, so the
 * cost follows the answer: a depth column in a recursive UNION would count every path of a diamond.
 */
export const name = 'lineage-walk';

export const sql = /* sql */ `
create function gl_artifacts.lineage_walk(p_root text, p_downstream boolean, p_max_depth integer, p_max_nodes integer)
returns table (artifact_id text, depth integer, truncated boolean)
language plpgsql stable set search_path = gl_artifacts, pg_temp as $$
declare
  v_tenant text := nullif(current_setting('gl_artifacts.tenant', true), '');
  v_seen text[] := array[p_root];
  v_frontier text[] := array[p_root];
  v_next text[];
  v_depth integer := 0;
  v_cut boolean := false;
begin
  artifact_id := p_root; depth := 0; truncated := false;
  return next;
  while cardinality(v_frontier) > 0 loop
    if p_downstream then
      select coalesce(array_agg(id), '{}') into v_next from (
        select e.child_id as id from lineage_edge e where e.tenant = v_tenant and e.parent_id = any (v_frontier)
        except select unnest(v_seen) order by 1 limit p_max_nodes - cardinality(v_seen) + 1) n;
    else
      select coalesce(array_agg(id), '{}') into v_next from (
        select e.parent_id as id from lineage_edge e where e.tenant = v_tenant and e.child_id = any (v_frontier)
        except select unnest(v_seen) order by 1 limit p_max_nodes - cardinality(v_seen) + 1) n;
    end if;
    exit when cardinality(v_next) = 0;
    if v_depth = p_max_depth then v_cut := true; exit; end if;
    if cardinality(v_seen) + cardinality(v_next) > p_max_nodes then
      v_cut := true;
      v_next := v_next[1:p_max_nodes - cardinality(v_seen)];
    end if;
    v_depth := v_depth + 1;
    return query select unnest(v_next), v_depth, false;
    exit when v_cut;
    v_seen := v_seen || v_next;
    v_frontier := v_next;
  end loop;
  if v_cut then artifact_id := null; depth := null; truncated := true; return next; end if;
end $$;
revoke execute on function gl_artifacts.lineage_walk from public;
grant execute on function gl_artifacts.lineage_walk to gl_artifacts_app;
`;
