namespace EduConnect.Core.Schools.Journal;

/// <summary>A search in the journal of a school: no value means everything. Values of one filter widen it, filters narrow each other.</summary>
public sealed record JournalSearch
{
    /// <summary>First day (Paris).</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day (Paris), whole.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Who acted.</summary>
    public IReadOnlyList<Guid> Agents { get; init; } = [];

    /// <summary>Codes of events.</summary>
    public IReadOnlyList<string> Actions { get; init; } = [];

    /// <summary>Name and/or first name of the person concerned, or a whole username.</summary>
    public string Person { get; init; } = string.Empty;
}

/// <summary>One line of the journal, in words.</summary>
/// <param name="At">when (UTC)</param>
/// <param name="Who">name of the agent, which other school it was, or what kind of actor</param>
/// <param name="Action">what</param>
/// <param name="Person">last and first name of the person concerned, as they are now; null when nobody is</param>
/// <param name="Username">their username now; null without one</param>
/// <param name="Detail">counts, module, address; empty for most</param>
public sealed record JournalLine(DateTime At, string Who, string Action, string? Person, string? Username, string Detail);

/// <summary>One page of the journal.</summary>
/// <param name="Lines">at most 50, the latest first</param>
/// <param name="Page">from 1; the last one when a later one was asked for</param>
/// <param name="Total">lines of the whole result</param>
public sealed record JournalPage(IReadOnlyList<JournalLine> Lines, int Page, int Total);
