namespace EduConnect.Synthesis;

/// <summary>Accounts over all sources: how many before anything is joined, and how many real people there are.</summary>
public sealed class PeopleTally
{
    /// <summary>Pupils entitled to an account, records with one INE counted once.</summary>
    public int PupilAccounts { get; set; }

    /// <summary>Guardian records entitled to an account: accounts before matching.</summary>
    public int GuardianRecords { get; set; }

    /// <summary>Accounts after matching: family name, first name and (mobile or mail) equal but for accents, case, blanks and hyphens.</summary>
    public int GuardianAccounts { get; set; }

    /// <summary>Real adults among them; never more than <see cref="GuardianAccounts"/>.</summary>
    public int GuardianPeople { get; set; }

    public void Count(Family family, IReadOnlyList<Feed> feeds, FamilyRendering rendering)
    {
        foreach (var child in family.Children.Where(child => !child.Shows.Contains(Irregularity.MissingSchool)))
        {
            var records = child.Enrolments.Count(enrolment => enrolment.School.Degree == AafDegree.Second && feeds.Any(feed => feed.Degree == AafDegree.Second));
            PupilAccounts += child.Ine.Length > 0 ? Math.Min(1, records) : records;
        }
        foreach (var adult in family.Adults)
            CountAdult(family, adult, feeds, rendering);
    }

    private void CountAdult(Family family, Adult adult, IReadOnlyList<Feed> feeds, FamilyRendering rendering)
    {
        var records = new List<GuardianRendering.Typed>();
        foreach (var feed in feeds)
        {
            foreach (var (known, second) in FamilyRendering.Known(family, feed))
            {
                if (known == adult && Tally.IsEntitled(family, adult, second, feed))
                    records.Add(rendering.Type(family, adult, feed, second));
            }
        }
        if (records.Count == 0)
            return;
        GuardianPeople++;
        GuardianRecords += records.Count;
        GuardianAccounts += Groups(records);
    }

    private static int Groups(List<GuardianRendering.Typed> records)
    {
        var group = Enumerable.Range(0, records.Count).ToArray();
        for (var one = 0; one < records.Count; one++)
        {
            for (var other = one + 1; other < records.Count; other++)
            {
                if (!AreOne(records[one], records[other]))
                    continue;
                var (kept, lost) = (group[one], group[other]);
                for (var index = 0; index < group.Length; index++)
                    group[index] = group[index] == lost ? kept : group[index];
            }
        }
        return group.Distinct().Count();
    }

    private static bool AreOne(GuardianRendering.Typed one, GuardianRendering.Typed other) =>
        Same(Folded(one.BirthName), Folded(other.BirthName))
        && Same(Folded(one.FirstName), Folded(other.FirstName))
        && (Same(Digits(one.Mobile), Digits(other.Mobile)) || Same(ValidMail(one.Mail), ValidMail(other.Mail)));

    private static bool Same(string one, string other) => one.Length > 0 && one == other;

    private static string Folded(string name) =>
        new([.. NameBook.Unaccented(name).ToUpperInvariant().Where(char.IsAsciiLetterOrDigit)]);

    /// <summary>Nine significant digits of a number that is one, otherwise nothing.</summary>
    private static string Digits(string phone)
    {
        if (phone.Any(char.IsLetter))
            return "";
        var digits = new string([.. phone.Where(char.IsAsciiDigit)]);
        var significant = digits.Length >= 9 ? digits[^9..] : "";
        return significant.Trim('0').Length == 0 ? "" : significant;
    }

    private static string ValidMail(string mail)
    {
        var at = mail.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && at < mail.Length - 1 && !mail.Contains(' ', StringComparison.Ordinal) ? mail.ToUpperInvariant() : "";
    }
}
