namespace Violet.Generated.Runtime.Json;

/// <summary>
/// Date-times as Violet and Rutter write them: <c>+0000</c>, <c>+00:00</c>, <c>Z</c> or no offset (taken as UTC), with or without a
/// fraction, <c>T</c> or a space
/// before the time, or a date alone (midnight UTC).
/// </summary>
internal static class JsonDate
{
    internal const int MaxLength = 32;

    /// <summary>
    /// The APIs write dates as texts, but Violet's gateway tells times in milliseconds since 1970 and its exchange rates in seconds, so a
    /// date may come as either. From 100,000,000,000 on it is milliseconds (1973 on; as seconds it were the year 5138), from 1,000,000,000
    /// on seconds (2001 on). What is less is no date: it would be one in January 1970.
    /// </summary>
    public static bool TryFromUnixTime(long number, out DateTimeOffset value)
    {
        const long LeastSeconds = 1_000_000_000,
            LeastMilliseconds = 100_000_000_000,
            LatestMilliseconds = 253_402_300_799_999;
        bool inRange = number is >= LeastSeconds and <= LatestMilliseconds;
        value =
            !inRange ? default
            : number >= LeastMilliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(number)
            : DateTimeOffset.FromUnixTimeSeconds(number);
        return inRange;
    }

    public static bool TryParse(ReadOnlySpan<byte> text, out DateTimeOffset value)
    {
        value = default;
        if (
            !Digits(text, 0, 4, out int year)
            || !At(text, 4, '-')
            || !Digits(text, 5, 2, out int month)
            || !At(text, 7, '-')
            || !Digits(text, 8, 2, out int day)
        )
        {
            return false;
        }

        if (year < 1 || month is < 1 or > 12 || day < 1 || day > System.DateTime.DaysInMonth(year, month))
            return false;
        long ticks = new DateTime(year, month, day).Ticks;
        if (text.Length == 10)
        {
            value = new DateTimeOffset(ticks, TimeSpan.Zero);
            return true;
        }

        if (!(At(text, 10, 'T') || At(text, 10, 't') || At(text, 10, ' ')))
            return false;
        if (!Digits(text, 11, 2, out int hour) || !At(text, 13, ':') || !Digits(text, 14, 2, out int minute))
            return false;
        int next = 16,
            second = 0;
        if (At(text, next, ':'))
        {
            if (!Digits(text, 17, 2, out second))
                return false;
            next = 19;
        }

        if (hour > 23 || minute > 59 || second > 59)
            return false;
        ticks += (hour * TimeSpan.TicksPerHour) + (minute * TimeSpan.TicksPerMinute) + (second * TimeSpan.TicksPerSecond);
        if (At(text, next, '.') || At(text, next, ','))
            ticks += Fraction(text, ref next);
        return TryOffset(text.Slice(next), out int offsetMinutes) && TryMake(ticks, offsetMinutes, out value);
    }

    private static long Fraction(ReadOnlySpan<byte> text, ref int next)
    {
        long fraction = 0,
            unit = TimeSpan.TicksPerSecond;
        for (next++; next < text.Length && text[next] is >= (byte)'0' and <= (byte)'9'; next++)
        {
            unit /= 10;
            fraction += (text[next] - '0') * unit;
        }

        return fraction;
    }

    private static bool TryOffset(ReadOnlySpan<byte> text, out int minutes)
    {
        minutes = 0;
        if (text.IsEmpty || (text.Length == 1 && text[0] is (byte)'Z' or (byte)'z'))
            return true;
        if (text[0] is not ((byte)'+' or (byte)'-') || !Digits(text, 1, 2, out int hours))
            return false;
        int rest = text.Length - 3,
            ofMinutes = 0;
        bool valid =
            rest == 0
            || (rest == 2 && Digits(text, 3, 2, out ofMinutes))
            || (rest == 3 && text[3] == ':' && Digits(text, 4, 2, out ofMinutes));
        if (!valid || ofMinutes > 59)
            return false;
        minutes = ((hours * 60) + ofMinutes) * (text[0] == '-' ? -1 : 1);
        return minutes is >= -14 * 60 and <= 14 * 60;
    }

    private static bool TryMake(long ticks, int offsetMinutes, out DateTimeOffset value)
    {
        long utc = ticks - (offsetMinutes * TimeSpan.TicksPerMinute);
        bool inRange = utc >= 0 && utc <= System.DateTime.MaxValue.Ticks;
        value = inRange ? new DateTimeOffset(ticks, TimeSpan.FromMinutes(offsetMinutes)) : default;
        return inRange;
    }

    /// <summary>Violet's own form, in UTC; the fraction only when there is one and <paramref name="withFraction"/> asks for it (its query
    /// parser refuses fractions).</summary>
    public static int Format(DateTimeOffset value, bool withFraction, Span<byte> target)
    {
        DateTime utc = value.UtcDateTime;
        Put(target, 0, 4, utc.Year);
        target[4] = (byte)'-';
        Put(target, 5, 2, utc.Month);
        target[7] = (byte)'-';
        Put(target, 8, 2, utc.Day);
        target[10] = (byte)'T';
        Put(target, 11, 2, utc.Hour);
        target[13] = (byte)':';
        Put(target, 14, 2, utc.Minute);
        target[16] = (byte)':';
        Put(target, 17, 2, utc.Second);
        int length = 19;
        int fraction = (int)(utc.Ticks % TimeSpan.TicksPerSecond);
        if (withFraction && fraction != 0)
        {
            target[length++] = (byte)'.';
            int digits = 7;
            while (fraction % 10 == 0)
            {
                fraction /= 10;
                digits--;
            }

            Put(target, length, digits, fraction);
            length += digits;
        }

        "+0000"u8.CopyTo(target.Slice(length));
        return length + 5;
    }

    private static void Put(Span<byte> target, int start, int count, int value)
    {
        for (int i = start + count - 1; i >= start; i--)
        {
            target[i] = (byte)('0' + (value % 10));
            value /= 10;
        }
    }

    private static bool At(ReadOnlySpan<byte> text, int index, char expected) => index < text.Length && text[index] == expected;

    private static bool Digits(ReadOnlySpan<byte> text, int start, int count, out int value)
    {
        value = 0;
        if (text.Length < start + count)
            return false;
        for (int i = start; i < start + count; i++)
        {
            int digit = text[i] - '0';
            if ((uint)digit > 9)
                return false;
            value = (value * 10) + digit;
        }

        return true;
    }
}
