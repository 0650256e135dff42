namespace EduConnect.Core.Accounts.Recovery;

/// <summary>How long self-help lasts and how often it may be asked for; section <c>Recovery</c> of the settings.</summary>
public sealed class RecoveryOptions
{
    /// <summary>Life of the link in a mail (S-RC1).</summary>
    public TimeSpan Link { get; set; } = TimeSpan.FromHours(1);

    /// <summary>From the username to the new password, in one browser.</summary>
    public TimeSpan Journey { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Requests an hour about one username, address or number.</summary>
    public int AnHour { get; set; } = 3;

    /// <summary>Requests in 24 hours about one username, address or number.</summary>
    public int ADay { get; set; } = 5;

    /// <summary>Requests an hour from one network (S-OT4).</summary>
    public int NetworkAnHour { get; set; } = 30;

    /// <summary>The same for the networks of schools, where a whole school sits behind one address.</summary>
    public int SchoolNetworkAnHour { get; set; } = 300;

    /// <summary>Accounts named in one message.</summary>
    public int MostAccounts { get; set; } = 20;
}
