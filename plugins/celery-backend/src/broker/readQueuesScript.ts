/**
 * Bounds of the work that one run of the script may do.
 *
 * @internal
 */
export const SCRIPT_LIMITS = {
  /** Messages looked at per list when those at its tail wait for their ETA. */
  scheduledAtTail: 16,
  /** Entries of one hash of unacknowledged messages that are looked at. */
  unackedSample: 256,
  /** Entries that one run looks at, over all hashes. */
  unackedEntries: 256,
  /** Entries of a hash that are looked at although the run's share is used up. */
  unackedLeast: 8,
  /** Bytes of unacknowledged messages that one run may copy. */
  unackedBytes: 1_000_000,
  /** Longer messages are not parsed as a whole. */
  parsedBytes: 65_536,
} as const;

/**
 * What the script answers in place of a number.
 *
 * @internal
 */
export const SCRIPT_CODES = {
  unknown: -1,
  wrongType: -2,
  denied: -3,
  failed: -4,
} as const;

/**
 * What the script is asked.
 *
 * @internal
 */
export interface ScriptInput {
  /** The shared hash's name behind a prefix. */
  unacked: string;
  /** What stands between a prefix and a queue's name in its own hash's name. */
  ownUnacked: string;
  /** Sets of suffixes that priority steps put behind a queue's name. */
  suffixes: string[][];
  /**
   * Queues that share a key prefix and a set of suffixes: the prefix, which set
   * of suffixes (counted from 1), then per queue its name and since when
   * arrivals are counted.
   */
  groups: Array<
    [prefix: string, suffixes: number, ...queues: Array<string | number>]
  >;
}

/**
 * What stands in a request in place of a moment to count arrivals since.
 *
 * @internal
 */
export const COUNT_ARRIVALS = {
  /** Nothing about the newest message is asked. */
  never: -1,
  /** There is no such moment yet, but the next reading wants one. */
  nextTime: 0,
} as const;

/**
 * Reads the numbers of many queues in one go. Only numbers leave Redis.
 *
 * The one argument is a {@link ScriptInput} in JSON, and the answer is numbers
 * separated by commas: both sides read that much faster than lists of Redis's.
 * Keys are built here rather than declared, because an ACL that forbids one
 * declared key refuses the whole script, and one service's wrong prefix would
 * hide all others.
 *
 * Per queue the answer has the length of each priority step, the oldest
 * message's age in milliseconds; where arrivals are asked for, when the newest
 * was published in microseconds and how many arrived since the moment given;
 * the size of its own hash of unacknowledged messages and, where that has any,
 * how many entries could be read, how many of those wait for their ETA, and the
 * age in milliseconds of the newest of the others.
 * Then per group: the size of the shared hash and, where that has any, how many
 * of its entries could be read, and per queue how many of those are the queue's,
 * how many of these wait for their ETA, and the age of the newest of the others.
 *
 * Lists are LPUSHed and BRPOPed: the oldest message is the last.
 *
 * Redis does nothing else meanwhile, and most of the time goes by what is done
 * for every queue: few calls, few searches through messages, and few numbers
 * turned into text.
 *
 * @internal
 */
export const READ_QUEUES_SCRIPT = `
local UNKNOWN, WRONG_TYPE, DENIED, FAILED =
  ${SCRIPT_CODES.unknown}, ${SCRIPT_CODES.wrongType}, ${SCRIPT_CODES.denied}, ${SCRIPT_CODES.failed}
local find, match, sub = string.find, string.match, string.sub
local floor, max, min = math.floor, math.max, math.min
local tonumber, type = tonumber, type
local call = redis.pcall

-- Servers word a refusal inside a script each in their own way.
local function failure(reply)
  if find(reply.err, 'WRONGTYPE', 1, true) then return WRONG_TYPE end
  if find(reply.err, 'NOPERM', 1, true)
    or find(reply.err, 'ACL failure in script', 1, true)
    or find(reply.err, 'The user executing the script', 1, true) then
    return DENIED
  end
  return FAILED
end

local function size(command, key)
  local reply = call(command, key)
  if type(reply) == 'number' then return reply end
  return failure(reply)
end

local now = nil
local time = call('TIME')
if not time.err then now = tonumber(time[1]) + tonumber(time[2]) / 1000000 end

-- Seconds since 1970 of an ISO 8601 time; one without an offset is in UTC.
local function instant(text)
  local year, month, day, hour, minute, second, rest =
    match(text, '^(%d%d%d%d)-(%d%d)-(%d%d)[T ](%d%d):(%d%d):(%d%d%.?%d*)(.*)$')
  if not year then return nil end
  year, month = tonumber(year), tonumber(month)
  if month <= 2 then year, month = year - 1, month + 12 end
  local days = 365 * year + floor(year / 4) - floor(year / 100)
    + floor(year / 400) + floor((153 * (month - 3) + 2) / 5)
    + tonumber(day) - 719469
  local seconds = days * 86400 + tonumber(hour) * 3600 + tonumber(minute) * 60
    + tonumber(second)
  local sign, hours, minutes = match(rest, '^([+-])(%d%d):?(%d%d)')
  if sign then
    local offset = tonumber(hours) * 3600 + tonumber(minutes) * 60
    seconds = sign == '+' and seconds - offset or seconds + offset
  end
  return seconds
end

local function parsedHeaders(message)
  if #message > ${SCRIPT_LIMITS.parsedBytes} then return nil end
  local ok, value = pcall(cjson.decode, message)
  if ok and type(value) == 'table' and type(value.headers) == 'table' then
    return value.headers
  end
  return nil
end

-- When a message was published, without parsing it: kombu writes headers before
-- properties, and a header added at publishing comes last. A brace is rarer than
-- a quote. Quotes inside JSON strings are escaped, so that none of what is
-- searched for can be somebody's text.
local function sentAt(text)
  local at = find(text, '}, "properties": ', 1, true)
  local sent = at and match(sub(text, max(at - 40, 1), at - 1), '"sent_at": (%d+%.?%d*)$')
  return sent and tonumber(sent)
end

-- When a message was published and, as text, what its ETA is.
local function published(message)
  local tail = message
  if #message > ${SCRIPT_LIMITS.parsedBytes} then
    tail = sub(message, -${SCRIPT_LIMITS.parsedBytes})
  end
  if not find(tail, 'eta": "', 1, true) then
    local sent = sentAt(tail)
    if sent then return sent end
    if not find(tail, '"sent_at"', 1, true) and not find(tail, '"eta"', 1, true) then
      return nil
    end
  end
  local headers = parsedHeaders(message)
  if not headers then return nil end
  return type(headers.sent_at) == 'number' and headers.sent_at or nil,
    type(headers.eta) == 'string' and headers.eta or nil
end

-- When a message began to wait: published, or due when it had an ETA. Nil when
-- it does not say; true as second value while its ETA is still to come.
local function waitingSince(message)
  local sent, eta = published(message)
  if not eta then return sent end
  local due = instant(eta)
  if not due then return nil end
  if due > now then return nil, true end
  return sent and max(sent, due)
end

-- When the message at an index of a list was published, in microseconds. A
-- retry keeps the time of its first publishing, so that it tells nothing.
local function publishedAt(key, index)
  local message = call('LINDEX', key, index)
  if type(message) ~= 'string' or not find(message, '"retries": 0', 1, true) then
    return nil
  end
  local sent = published(message)
  return sent and floor(sent * 1000000)
end

-- How many messages of a list arrived after the one that was newest before.
-- They stand in front: doubling steps find one that does not belong to them,
-- halving ones where they end.
local function arrivals(key, length, newest, before)
  if newest <= before then return 0 end
  local new, old, step = 0, nil, 1
  while true do
    local index
    if old then
      index = floor((new + old) / 2)
    else
      index = min(new + step, length - 1)
    end
    if index == new then return old or length end
    local sent = publishedAt(key, index)
    if not sent then return UNKNOWN end
    if sent > before then
      new, step = index, step * 2
    else
      old = index
    end
  end
end

-- The age in milliseconds of the oldest message that could run now. A list
-- with nothing but scheduled messages has none, and says so by nil.
local function age(key, length)
  if not now then return UNKNOWN end
  for back = 1, min(length, ${SCRIPT_LIMITS.scheduledAtTail}) do
    local message = call('LINDEX', key, -back)
    if type(message) ~= 'string' then return UNKNOWN end
    local since, scheduled = waitingSince(message)
    if not scheduled then
      if not since or since <= 0 then return UNKNOWN end
      local passed = floor((now - since) * 1000)
      -- Clocks differ a little; a time far ahead is no time to reckon with.
      if passed < -5000 then return UNKNOWN end
      return max(passed, 0)
    end
  end
  if length > ${SCRIPT_LIMITS.scheduledAtTail} then return UNKNOWN end
  return nil
end

-- kombu stores [message, exchange, routing key].
local ROUTING_KEY = ', ?"([^"\\\\]*)"%]$'
local function routingKey(entry)
  local tail = sub(entry, -1024)
  local plain = match(sub(tail, -80), ROUTING_KEY) or match(tail, ROUTING_KEY)
  if plain then return plain end
  local at = match(tail, '^.*, ?()"')
  if not at then return nil end
  local ok, value = pcall(cjson.decode, '[' .. sub(tail, at))
  return ok and value[1] or nil
end

local input = cjson.decode(ARGV[1])
local answer, answered = {}, 0
-- Small numbers are most of the answer.
local texts = {}
local function put(number)
  local text = texts[number]
  if not text then
    text = string.format('%.0f', number)
    if number < 100 then texts[number] = text end
  end
  answered = answered + 1
  answer[answered] = text
end

local entriesLeft = ${SCRIPT_LIMITS.unackedEntries}
local bytesLeft = ${SCRIPT_LIMITS.unackedBytes}

local function isScheduled(entry)
  if not find(entry, '"eta": "', 1, true) and not find(entry, '"eta":"', 1, true) then
    return false
  end
  local eta = match(entry, '"eta": ?"([^"]+)"')
  local due = eta and instant(eta)
  return due and now and due > now
end

-- Looks at a bounded sample of a hash of unacknowledged messages. Returns how
-- many entries were read, and by routing key (or all under one name) how many
-- there are, how many of them wait for their ETA, and when the newest of the
-- others was published.
local function sample(key, total, owner)
  local most = min(
    ${SCRIPT_LIMITS.unackedSample}, max(${SCRIPT_LIMITS.unackedLeast}, entriesLeft))
  local tags
  if total <= most then
    tags = call('HKEYS', key)
  else
    tags = call('HRANDFIELD', key, most)
  end
  if tags.err then return failure(tags), {} end
  entriesLeft = entriesLeft - #tags
  local read, found = 0, {}
  for _, tag in ipairs(tags) do
    local length = call('HSTRLEN', key, tag)
    if type(length) ~= 'number' then return failure(length), {} end
    if length <= bytesLeft then
      local entry = call('HGET', key, tag)
      if type(entry) == 'table' then return failure(entry), {} end
      bytesLeft = bytesLeft - length
      read = read + 1
      local name = owner or routingKey(entry)
      if name then
        local counts = found[name] or { all = 0, scheduled = 0, newest = 0 }
        counts.all = counts.all + 1
        if isScheduled(entry) then
          counts.scheduled = counts.scheduled + 1
        elseif counts.newest then
          -- A retry keeps the time of its first publishing.
          local sent = find(entry, '"retries": 0', 1, true) and sentAt(entry)
          counts.newest = sent and max(counts.newest, sent)
        end
        found[name] = counts
      end
    end
  end
  return read, found
end

local NONE = { all = 0, scheduled = 0, newest = 0 }
local function scheduledOf(counts)
  if now or counts.all == 0 then return counts.scheduled end
  return UNKNOWN
end

local function newestAgeOf(counts)
  if not now or not counts.newest or counts.newest == 0 then return UNKNOWN end
  return max(floor((now - counts.newest) * 1000), 0)
end

for _, group in ipairs(input.groups) do
  local prefix, suffixes = group[1], input.suffixes[group[2]]
  for member = 3, #group, 2 do
    local name, before = group[member], group[member + 1]
    local queue, asked = prefix .. name, before ~= ${COUNT_ARRIVALS.never}
    local oldest, newest = nil, 0
    local arrived = before > 0 and 0 or UNKNOWN
    for step = 1, #suffixes do
      local key = queue .. suffixes[step]
      local length = size('LLEN', key)
      put(length)
      if length > 0 then
        if oldest ~= UNKNOWN then
          local stepAge = age(key, length)
          if stepAge == UNKNOWN or (stepAge and stepAge > (oldest or UNKNOWN)) then
            oldest = stepAge
          end
        end
        if asked and newest ~= UNKNOWN then
          local stepNewest = publishedAt(key, 0)
          newest = stepNewest and max(newest, stepNewest) or UNKNOWN
          local new = UNKNOWN
          if stepNewest and arrived ~= UNKNOWN then
            new = arrivals(key, length, stepNewest, before)
          end
          -- Only a backlog in the step that is served first proves that
          -- nothing came and went unseen.
          if new == UNKNOWN or (step == 1 and new >= length) then
            arrived = UNKNOWN
          else
            arrived = arrived + new
          end
        end
      elseif step == 1 or length < 0 then
        arrived = UNKNOWN
      end
    end
    put(oldest or UNKNOWN)
    if asked then
      put(newest)
      put(newest == UNKNOWN and UNKNOWN or arrived)
    end
    local own = prefix .. input.ownUnacked .. name
    local total = size('HLEN', own)
    put(total)
    if total > 0 then
      local read, found = sample(own, total, name)
      put(read)
      put(scheduledOf(found[name] or NONE))
      put(newestAgeOf(found[name] or NONE))
    end
  end
end

for _, group in ipairs(input.groups) do
  local key = group[1] .. input.unacked
  local total = size('HLEN', key)
  put(total)
  if total > 0 then
    local read, found = sample(key, total)
    put(read)
    for member = 3, #group, 2 do
      local counts = found[group[member]] or NONE
      put(counts.all)
      put(scheduledOf(counts))
      put(newestAgeOf(counts))
    end
  end
end
return table.concat(answer, ',')
`.trim();
