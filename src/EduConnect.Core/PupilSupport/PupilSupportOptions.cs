namespace EduConnect.Core.PupilSupport;

/// <summary>Settings of Dépannage; section <c>PupilSupport</c>.</summary>
public sealed class PupilSupportOptions
{
    /// <summary>Mail addresses that are told when an operator switches a function off or on again (row #17): the assistance of each académie.</summary>
    public IList<string> TellWhenSwitched { get; } = [];

    /// <summary>Passwords in clear that one agent may see in an hour before the school is told (S-PP6).</summary>
    public int PasswordsPerHour { get; set; } = 200;
}
