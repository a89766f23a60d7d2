"""Functions that SQLite has built in, made in PostgreSQL under the same names.

Plain SQL functions, which the planner writes into the statement that calls them. Where SQLite says
NULL of an argument that does not fit, so do these: a value of a damaged or foreign change must
never end a merge. The typeless values of the log are JSONB: texts and whole numbers, kept apart.
"""

from typing import Final

_VALUES: Final = (
    """CREATE FUNCTION kube.json_quote(jsonb) RETURNS text LANGUAGE sql IMMUTABLE
    RETURN coalesce($1::text,'null')""",
    """CREATE FUNCTION kube.json_quote(text) RETURNS text LANGUAGE sql IMMUTABLE
    RETURN coalesce(to_json($1)::text,'null')""",
    """CREATE FUNCTION kube.json_quote(bigint) RETURNS text LANGUAGE sql IMMUTABLE
    RETURN coalesce($1::text,'null')""",
    """CREATE FUNCTION kube.typeof(jsonb) RETURNS text LANGUAGE sql IMMUTABLE
    RETURN CASE jsonb_typeof($1) WHEN 'string' THEN 'text' WHEN 'number' THEN 'integer'
    ELSE 'null' END""",
    """CREATE FUNCTION kube.typeof(text) RETURNS text LANGUAGE sql IMMUTABLE
    RETURN CASE WHEN $1 IS NULL THEN 'null' ELSE 'text' END""",
    """CREATE FUNCTION kube.typeof(bigint) RETURNS text LANGUAGE sql IMMUTABLE
    RETURN CASE WHEN $1 IS NULL THEN 'null' ELSE 'integer' END""",
    """CREATE FUNCTION kube.text_of(jsonb) RETURNS text LANGUAGE sql IMMUTABLE
    RETURN $1 #>> '{}'""",
    "CREATE FUNCTION kube.text_of(text) RETURNS text LANGUAGE sql IMMUTABLE RETURN $1",
    "CREATE FUNCTION kube.text_of(bigint) RETURNS text LANGUAGE sql IMMUTABLE RETURN $1::text",
    """CREATE FUNCTION kube.integer_of(jsonb) RETURNS bigint LANGUAGE sql IMMUTABLE
    RETURN CASE WHEN jsonb_typeof($1)='number' THEN $1::bigint END""",
    "CREATE FUNCTION kube.integer_of(bigint) RETURNS bigint LANGUAGE sql IMMUTABLE RETURN $1",
    """CREATE FUNCTION kube.integer_of(double precision) RETURNS bigint LANGUAGE sql IMMUTABLE
    RETURN trunc($1)::bigint""",
)
_JSON: Final = (
    # A path is either the whole ('$') or one name ('$."name"'); no statement asks for more.
    """CREATE FUNCTION kube.json_extract(text,text) RETURNS jsonb LANGUAGE sql IMMUTABLE
    RETURN nullif(CASE WHEN $2='$' THEN $1::jsonb
    ELSE ($1::json -> substr($2,4,length($2)-4))::jsonb END,'null'::jsonb)""",
    """CREATE FUNCTION kube.json_type(text,text) RETURNS text LANGUAGE sql IMMUTABLE
    RETURN json_typeof($1::json -> substr($2,4,length($2)-4))""",
    """CREATE FUNCTION kube.json_each(text) RETURNS TABLE(key text,value jsonb)
    LANGUAGE sql IMMUTABLE AS $$
    SELECT key,value::jsonb FROM json_each(
        CASE WHEN json_typeof($1::json)='object' THEN $1::json ELSE '{}' END)
    UNION ALL
    SELECT (place-1)::text,value::jsonb FROM json_array_elements(
        CASE WHEN json_typeof($1::json)='array' THEN $1::json ELSE '[]' END)
        WITH ORDINALITY AS listed(value,place)
    $$""",
    # Text nested deeper than SQLite reads is no JSON to it.
    """CREATE FUNCTION kube.json_valid(text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$
    DECLARE
        deep integer := 0;
        letter text;
    BEGIN
        PERFORM $1::json;
        IF length($1)-length(translate($1,'[{',''))>1000 THEN
            FOREACH letter IN ARRAY regexp_split_to_array(
                regexp_replace($1,'"(\\\\.|[^"\\\\])*"|[^][{}"]','','g'),'') LOOP
                deep := deep + CASE WHEN letter IN ('[','{') THEN 1 ELSE -1 END;
                IF deep>1000 THEN RETURN false; END IF;
            END LOOP;
        END IF;
        RETURN $1 IS NOT NULL;
    EXCEPTION WHEN OTHERS THEN RETURN false;
    END $$""",
)
_IDS: Final = (
    """CREATE FUNCTION kube.hex(bytea) RETURNS text LANGUAGE sql IMMUTABLE
    RETURN upper(encode($1,'hex'))""",
    "CREATE FUNCTION kube.hex(bigint) RETURNS text LANGUAGE sql IMMUTABLE RETURN $1::text",
    """CREATE FUNCTION kube.unhex(text) RETURNS bytea LANGUAGE sql IMMUTABLE
    RETURN CASE WHEN $1 ~ '^([0-9a-fA-F][0-9a-fA-F])*$' THEN decode($1,'hex') END""",
    """CREATE FUNCTION kube.zeroblob(integer) RETURNS bytea LANGUAGE sql IMMUTABLE
    RETURN decode(repeat('00',$1),'hex')""",
    # An index holds no long text, and the contents that are parked may be long.
    """CREATE FUNCTION kube.sha256_of(text) RETURNS bytea LANGUAGE sql IMMUTABLE
    AS $$SELECT sha256(convert_to($1,'UTF8'))$$""",
)
_DAYS: Final = (
    # The day itself where it exists, otherwise NULL; SQLite writes 31 February as 3 March, which
    # no comparison with the text it came from takes for equal either.
    r"""CREATE FUNCTION kube.date(text) RETURNS text LANGUAGE sql IMMUTABLE
    RETURN CASE WHEN $1 ~ '^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$' THEN
        CASE WHEN substr($1,9,2)::int <= CASE substr($1,6,2)
            WHEN '02' THEN CASE WHEN substr($1,1,4)::int % 4 = 0
                AND (substr($1,1,4)::int % 100 <> 0 OR substr($1,1,4)::int % 400 = 0)
                THEN 29 ELSE 28 END
            WHEN '04' THEN 30 WHEN '06' THEN 30 WHEN '09' THEN 30 WHEN '11' THEN 30
            ELSE 31 END THEN $1 END END""",
    # The instant itself as the program writes it, and only that is ever asked for.
    r"""CREATE FUNCTION kube.strftime(text,text) RETURNS text LANGUAGE sql IMMUTABLE
    RETURN CASE WHEN $2 ~ '^.{10}T([01]\d|2[0-3]):[0-5]\d:[0-5]\d[+]00:00$'
    AND kube.date(left($2,10)) IS NOT NULL THEN $2 END""",
    # As a number only the present instant is ever asked for.
    """CREATE FUNCTION kube.julianday(text) RETURNS double precision LANGUAGE sql STABLE
    RETURN extract(epoch FROM clock_timestamp())/86400+2440587.5""",
)

FUNCTIONS: Final[tuple[str, ...]] = (*_VALUES, *_JSON, *_IDS, *_DAYS)
