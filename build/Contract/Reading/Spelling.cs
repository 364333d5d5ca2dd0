namespace Violet.Contract.Reading;

/// <summary>Finds what somebody meant to write.</summary>
internal static class Spelling
{
    /// <summary>" Did you mean 'summary'?" with a space before, or nothing where no candidate is near.</summary>
    public static string DidYouMean(string word, IEnumerable<string> candidates, Func<string, string>? write = null) =>
        Nearest(word, candidates) is { } nearest ? $" Did you mean '{(write is null ? nearest : write(nearest))}'?" : "";

    /// <summary>The candidate that is one or a few slips of the keyboard away; null where none is.</summary>
    public static string? Nearest(string word, IEnumerable<string> candidates)
    {
        int limit = Math.Clamp(word.Length / 3, 1, 3);
        return candidates
            .Where(candidate => candidate != word && Math.Abs(candidate.Length - word.Length) <= limit)
            .Select(candidate => (Candidate: candidate, Slips: Slips(word.ToLowerInvariant(), candidate.ToLowerInvariant())))
            .Where(near => near.Slips <= limit)
            .OrderBy(near => near.Slips)
            .ThenBy(near => near.Candidate, StringComparer.Ordinal)
            .Select(near => near.Candidate)
            .FirstOrDefault();
    }

    /// <summary>Letters left out, added, changed or swapped with their neighbour (the distance of Damerau and Levenshtein).</summary>
    private static int Slips(string a, string b)
    {
        int[,] slips = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
            slips[i, 0] = i;
        for (int j = 0; j <= b.Length; j++)
            slips[0, j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            for (int j = 1; j <= b.Length; j++)
            {
                int change = slips[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                slips[i, j] = Math.Min(change, 1 + Math.Min(slips[i - 1, j], slips[i, j - 1]));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    slips[i, j] = Math.Min(slips[i, j], slips[i - 2, j - 2] + 1);
            }
        }
        return slips[a.Length, b.Length];
    }
}
