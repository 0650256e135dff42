using EduConnect.Core.Accounts;
using EduConnect.Core.Schools.Lists;

namespace EduConnect.Core.Statistics;

/// <summary>How accounts became usable, as statistics name it (domain 3.5).</summary>
public enum ActivationPath
{
    /// <summary>FranceConnect.</summary>
    FranceConnect = 1,

    /// <summary>Auto-inscription.</summary>
    SelfRegistration,

    /// <summary>Mot de passe provisoire.</summary>
    ProvisionalPassword,

    /// <summary>Autre: transition from ATEN or an ENT.</summary>
    Other,
}

/// <summary>In which order statistics show things, and what a list has of them.</summary>
public static class StatisticsOrder
{
    /// <summary>Origins (row #226).</summary>
    public static IReadOnlyList<ActivationMode> Origins { get; } =
        [ActivationMode.Aten, ActivationMode.Ent, ActivationMode.School, ActivationMode.SelfRegistration, ActivationMode.FranceConnect, ActivationMode.None];

    /// <summary>States (row #206); a pupil is never in the middle of an activation.</summary>
    public static IReadOnlyList<AccountState> States(ListKind list) => list.IsOfPupils()
        ? [AccountState.NotInformed, AccountState.Informed, AccountState.Activated]
        : [AccountState.NotInformed, AccountState.Informed, AccountState.Activating, AccountState.Activated];

    /// <summary>Paths (row #207); pupils neither register by themselves nor come by FranceConnect.</summary>
    public static IReadOnlyList<ActivationPath> Paths(ListKind list) => list.IsOfPupils() ? [ActivationPath.ProvisionalPassword, ActivationPath.Other] : Enum.GetValues<ActivationPath>();
}

/// <summary>Accounts in one state by one path.</summary>
public sealed record StateModeCount(AccountState State, ActivationMode Mode, int Accounts);

/// <summary>Accounts by state and by path, with their sums.</summary>
public sealed record AccountCounts(IReadOnlyList<StateModeCount> Counts)
{
    /// <summary>Nobody.</summary>
    public static AccountCounts None { get; } = new([]);

    /// <summary>All accounts.</summary>
    public int Total => Counts.Sum(count => count.Accounts);

    /// <summary>Activated ones.</summary>
    public int Activated => Of(AccountState.Activated);

    /// <summary>Accounts in a state.</summary>
    public int Of(AccountState state) => Counts.Where(count => count.State == state).Sum(count => count.Accounts);

    /// <summary>Accounts of one origin in a state (row #226).</summary>
    public int Of(ActivationMode mode, AccountState state) => Counts.Where(count => count.Mode == mode && count.State == state).Sum(count => count.Accounts);

    /// <summary>Accounts of one origin.</summary>
    public int Of(ActivationMode mode) => Counts.Where(count => count.Mode == mode).Sum(count => count.Accounts);

    /// <summary>Activated accounts by path (row #207).</summary>
    public int Of(ActivationPath path) => Counts.Where(count => count.State == AccountState.Activated && PathOf(count.Mode) == path).Sum(count => count.Accounts);

    /// <summary>The path of an origin.</summary>
    public static ActivationPath PathOf(ActivationMode mode) => mode switch
    {
        ActivationMode.FranceConnect => ActivationPath.FranceConnect,
        ActivationMode.SelfRegistration => ActivationPath.SelfRegistration,
        ActivationMode.School => ActivationPath.ProvisionalPassword,
        _ => ActivationPath.Other,
    };
}

/// <summary>Pupils, and those of them with at least one guardian whose account is activated.</summary>
public sealed record Coverage(int Pupils, int Reached)
{
    /// <summary>Nobody.</summary>
    public static Coverage None { get; } = new(0, 0);

    /// <summary>Share of pupils reached, 0 to 100; null where there are no pupils.</summary>
    public double? Percent => Pupils == 0 ? null : 100.0 * Reached / Pupils;
}
