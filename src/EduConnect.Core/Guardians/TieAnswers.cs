namespace EduConnect.Core.Guardians;

/// <summary>What a guardian answered about one child.</summary>
/// <param name="PupilId">the child</param>
/// <param name="IsMine">"Je suis le représentant légal de cet élève": Oui</param>
/// <param name="BirthDate">the date typed; null for a Non</param>
/// <param name="DateIsExact">"Cette date est exacte": if it does not match, the date on file is reported (domain 7.4)</param>
public sealed record TieAnswer(Guid PupilId, bool IsMine, DateOnly? BirthDate, bool DateIsExact);

/// <summary>What follows from all answers together.</summary>
/// <param name="Confirmed">right birth dates</param>
/// <param name="ReportedWrong">not their child</param>
/// <param name="DateReported">birth date on file reported as wrong</param>
public sealed record TieDecision(IReadOnlyList<Guid> Confirmed, IReadOnlyList<Guid> ReportedWrong, IReadOnlyList<Guid> DateReported);

/// <summary>Why answers are refused as a whole.</summary>
public enum TieRefusal
{
    /// <summary>Not refused.</summary>
    None,

    /// <summary>An answer is missing, or about a child that is not shown: the page was not filled in.</summary>
    Incomplete,

    /// <summary>No child would be left: the action is not taken (row #73).</summary>
    NoneLeft,

    /// <summary>At least one birth date does not match; nothing tells which (S-BD1).</summary>
    DateMismatch,

    /// <summary>Nothing but dates reported as wrong: the school has to correct one before the account can be used (7.4).</summary>
    OnlyReports,
}

/// <summary>Judges the answers about the children (rows #71 to #73, #78).</summary>
public static class TieRules
{
    /// <summary>Judges; the decision is complete whenever nothing is refused, and for <see cref="TieRefusal.OnlyReports"/>.</summary>
    public static (TieRefusal Refusal, TieDecision Decision) Judge(IReadOnlyList<Child> children, IReadOnlyList<TieAnswer> answers)
    {
        ArgumentNullException.ThrowIfNull(children);
        ArgumentNullException.ThrowIfNull(answers);
        var byPupil = answers.GroupBy(answer => answer.PupilId).ToDictionary(group => group.Key, group => group.ToList());
        if (children.Count == 0 || byPupil.Count != children.Count || byPupil.Values.Any(list => list.Count != 1)
            || children.Any(child => !byPupil.TryGetValue(child.PupilId, out var list) || (list[0].IsMine && list[0].BirthDate is null)))
        {
            return (TieRefusal.Incomplete, Nothing);
        }

        var (decision, mismatch) = Compare(children, byPupil.ToDictionary(pair => pair.Key, pair => pair.Value[0]));
        if (decision.ReportedWrong.Count == children.Count)
        {
            return (TieRefusal.NoneLeft, Nothing);
        }

        if (mismatch)
        {
            return (TieRefusal.DateMismatch, Nothing);
        }

        return (decision.Confirmed.Count == 0 ? TieRefusal.OnlyReports : TieRefusal.None, decision);
    }

    /// <summary>Judges answers given after the activation: some children may be left for the next time, and a date that is reported does not hold back the page.</summary>
    /// <param name="children">the children answered about</param>
    /// <param name="answers">one for each</param>
    /// <param name="othersRemain">another tie of the account is not reported</param>
    public static (TieRefusal Refusal, TieDecision Decision) JudgeAdded(IReadOnlyList<Child> children, IReadOnlyList<TieAnswer> answers, bool othersRemain)
    {
        ArgumentNullException.ThrowIfNull(children);
        ArgumentNullException.ThrowIfNull(answers);
        var byPupil = answers.DistinctBy(answer => answer.PupilId).ToDictionary(answer => answer.PupilId);
        if (children.Count == 0 || answers.Count != children.Count
            || children.Any(child => !byPupil.TryGetValue(child.PupilId, out var answer) || (answer.IsMine && answer.BirthDate is null)))
        {
            return (TieRefusal.Incomplete, Nothing);
        }

        var (decision, mismatch) = Compare(children, byPupil);
        return mismatch ? (TieRefusal.DateMismatch, Nothing)
            : decision.ReportedWrong.Count > 0 && decision.Confirmed.Count == 0 && !othersRemain ? (TieRefusal.NoneLeft, Nothing)
            : (TieRefusal.None, decision);
    }

    // Every date is compared, in the same way, before anything is decided.
    private static (TieDecision Decision, bool Mismatch) Compare(IReadOnlyList<Child> children, Dictionary<Guid, TieAnswer> answers)
    {
        var judged = children.Select(child => (child.PupilId, Answer: answers[child.PupilId], Matches: child.BirthDate == answers[child.PupilId].BirthDate)).ToList();
        var decision = new TieDecision(
            [.. judged.Where(one => one.Answer.IsMine && one.Matches).Select(one => one.PupilId)],
            [.. judged.Where(one => !one.Answer.IsMine).Select(one => one.PupilId)],
            [.. judged.Where(one => one.Answer is { IsMine: true, DateIsExact: true } && !one.Matches).Select(one => one.PupilId)]);
        return (decision, judged.Exists(one => one.Answer is { IsMine: true, DateIsExact: false } && !one.Matches));
    }

    /// <summary>Whether a confirmed tie may be reported in Mon compte: never the only one (row #73).</summary>
    public static ReportOutcome MayReport(IReadOnlyList<Child> children, Guid pupil)
    {
        ArgumentNullException.ThrowIfNull(children);
        if (!children.Any(child => child.PupilId == pupil && child.Statement == LinkStatement.Confirmed))
        {
            return ReportOutcome.Unknown;
        }

        return children.Any(child => child.PupilId != pupil && child.Statement != LinkStatement.ReportedWrong) ? ReportOutcome.Reported : ReportOutcome.OnlyTie;
    }

    private static TieDecision Nothing { get; } = new([], [], []);
}
