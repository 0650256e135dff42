namespace EduConnect.Core.Guardians.Doubts;

/// <summary>A guardian's tie to a pupil of a school.</summary>
/// <param name="Guardian">as the source of the tie knows them</param>
/// <param name="PupilId">the pupil</param>
/// <param name="IsReportedWrong">the guardian said that it is not their child (domain 7.1)</param>
public sealed record SchoolTie(KnownGuardian Guardian, Guid PupilId, bool IsReportedWrong);

/// <summary>Two accounts of a school that may be one person's, by the two records that show it best.</summary>
/// <param name="One">a guardian</param>
/// <param name="Other">the other</param>
/// <param name="Match">what makes them alike</param>
public sealed record NearPair(KnownGuardian One, KnownGuardian Other, NearMatch Match)
{
    /// <summary>The two accounts in a fixed order.</summary>
    public (Guid Low, Guid High) Accounts => Ordered(One.AccountId, Other.AccountId);

    /// <summary>Two identifiers in a fixed order.</summary>
    public static (Guid Low, Guid High) Ordered(Guid one, Guid other) => one.CompareTo(other) < 0 ? (one, other) : (other, one);
}

/// <summary>
/// Looks for near matches among the guardians of one school. Only those are compared who have a name, a contact or a child in common, so the work grows with the number of
/// guardians and not with its square. A pure function of the ties given.
/// </summary>
internal sealed class NearMatchesOfSchool
{
    /// <summary>What more guardians than this have in common says nothing about a person: the number of a home, the address of the school.</summary>
    public const int MostOfOneKey = 12;

    private readonly List<KnownGuardian> _guardians;
    private readonly Dictionary<Guid, HashSet<Guid>> _children = [];
    private readonly Dictionary<Guid, HashSet<Guid>> _reported = [];
    private readonly Dictionary<(Guid Low, Guid High), NearPair> _found = [];
    private readonly HashSet<(Guid Low, Guid High)> _same = [];

    private NearMatchesOfSchool(IReadOnlyCollection<SchoolTie> ties)
    {
        _guardians = [.. ties.Select(tie => tie.Guardian).DistinctBy(guardian => guardian.RecordId)];
        foreach (var tie in ties)
        {
            Of(_children, tie.Guardian.AccountId).Add(tie.PupilId);
            if (tie.IsReportedWrong)
            {
                Of(_reported, tie.Guardian.AccountId).Add(tie.PupilId);
            }
        }
    }

    /// <summary>The pairs of accounts that may be one person's, one entry each.</summary>
    public static IReadOnlyCollection<NearPair> Find(IReadOnlyCollection<SchoolTie> ties)
    {
        var school = new NearMatchesOfSchool(ties);
        foreach (var group in school.Groups())
        {
            school.CompareAll(group);
        }

        return [.. school._found.Where(pair => !school._same.Contains(pair.Key)).Select(pair => pair.Value)];
    }

    private IEnumerable<List<KnownGuardian>> Groups()
    {
        var byKey = new Dictionary<string, List<KnownGuardian>>(StringComparer.Ordinal);
        foreach (var guardian in _guardians)
        {
            foreach (var key in Keys(guardian))
            {
                if (!byKey.TryGetValue(key, out var list))
                {
                    byKey[key] = list = [];
                }

                list.Add(guardian);
            }
        }

        return byKey.Values.Where(list => list.Count is > 1 and <= MostOfOneKey);
    }

    private IEnumerable<string> Keys(KnownGuardian guardian)
    {
        yield return $"n{guardian.Names.Family}|{guardian.Names.First}";
        if (guardian.Mobile is not null)
        {
            yield return "m" + guardian.Mobile;
        }

        if (guardian.Mail is not null)
        {
            yield return "a" + guardian.Mail;
        }

        foreach (var child in _children[guardian.AccountId])
        {
            yield return "c" + child.ToString("N");
        }
    }

    private void CompareAll(List<KnownGuardian> group)
    {
        for (var i = 0; i < group.Count; i++)
        {
            for (var j = i + 1; j < group.Count; j++)
            {
                Compare(group[i], group[j]);
            }
        }
    }

    private void Compare(KnownGuardian one, KnownGuardian other)
    {
        if (one.AccountId == other.AccountId)
        {
            return;
        }

        var accounts = NearPair.Ordered(one.AccountId, other.AccountId);
        if (one.RuleKeys.Intersect(other.RuleKeys, StringComparer.Ordinal).Any())
        {
            _same.Add(accounts);
        }
        else if (NearMatch.Of(one, other, Shared(_children, _children, one, other)) is { } match
            && !Shared(_reported, _children, one, other) && !Shared(_reported, _children, other, one))
        {
            var pair = one.RecordId.CompareTo(other.RecordId) < 0 ? new NearPair(one, other, match) : new NearPair(other, one, match);
            _found[accounts] = _found.TryGetValue(accounts, out var known) && Rank(known).CompareTo(Rank(pair)) <= 0 ? known : pair;
        }
    }

    // The best reason first; then an order that is the same every night.
    private static (NameLikeness Names, int Shared, Guid Record, Guid Other) Rank(NearPair pair) =>
        (pair.Match.Names, -System.Numerics.BitOperations.PopCount((uint)pair.Match.Shared), pair.One.RecordId, pair.Other.RecordId);

    private static bool Shared(Dictionary<Guid, HashSet<Guid>> ofOne, Dictionary<Guid, HashSet<Guid>> ofOther, KnownGuardian one, KnownGuardian other) =>
        ofOne.TryGetValue(one.AccountId, out var pupils) && ofOther.TryGetValue(other.AccountId, out var others) && pupils.Overlaps(others);

    private static HashSet<Guid> Of(Dictionary<Guid, HashSet<Guid>> sets, Guid account)
    {
        if (!sets.TryGetValue(account, out var set))
        {
            sets[account] = set = [];
        }

        return set;
    }
}
