using EduConnect.Core.Campaigns;
using EduConnect.Core.Federation.Notices;
using EduConnect.Core.Maintenance;
using EduConnect.Core.Operators.Imports;
using EduConnect.Core.Operators.Messages;
using EduConnect.Core.Operators.Switching;
using EduConnect.Core.Platform;

namespace EduConnect.Core.Operators;

/// <summary>What the main store does now.</summary>
public enum MainStoreState
{
    /// <summary>It takes changes.</summary>
    Writable,

    /// <summary>A planned interruption is in force.</summary>
    Interrupted,

    /// <summary>It answers, and takes no changes: only a replica is left.</summary>
    ReplicaOnly,

    /// <summary>Nobody answers.</summary>
    Silent,
}

/// <summary>The journal of the operational store that was not yet carried to main.</summary>
/// <param name="Waiting">events</param>
/// <param name="Oldest">the oldest of them (UTC); null when none waits</param>
public sealed record JournalLag(int Waiting, DateTime? Oldest);

/// <summary>Everything an operator sees at one look. What a store that does not answer would have told is null.</summary>
/// <param name="At">when it was counted (UTC)</param>
/// <param name="Main">what the main store does</param>
/// <param name="Interruption">why changes are refused on this node; null when they are not</param>
/// <param name="Work">long work under way or failed, by kind</param>
/// <param name="Nights">the last night, if any</param>
/// <param name="Messages">messages that wait or failed</param>
/// <param name="Notices">notices of changes that services have not taken, by service</param>
/// <param name="Journal">what waits to be carried to main</param>
/// <param name="Windows">planned interruptions</param>
/// <param name="Switches">the security switches</param>
/// <param name="Campaigns">campaigns of compromised accounts that are not over</param>
/// <param name="Keys">age of the keys</param>
/// <param name="Deposits">deposits that wait for a decision or were refused</param>
/// <param name="ClockJump">this node’s clock went back in the last day; null when it did not</param>
public sealed record ServiceState(
    DateTime At,
    MainStoreState Main,
    Interruption? Interruption,
    IReadOnlyList<WorkCount>? Work,
    IReadOnlyList<Night>? Nights,
    IReadOnlyList<MessageCount>? Messages,
    IReadOnlyList<NoticeCount>? Notices,
    JournalLag? Journal,
    PlannedWindows? Windows,
    IReadOnlyList<ServiceSwitch>? Switches,
    IReadOnlyList<Campaign>? Campaigns,
    IReadOnlyList<KeyAge> Keys,
    DepositsToSee? Deposits,
    ClockJump? ClockJump)
{
    /// <summary>The interruption in force or, failing that, the next one.</summary>
    public MaintenanceWindow? NextWindow => Windows?.Standing is [var first, ..] ? first : null;
}
