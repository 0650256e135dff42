using System.Security.Cryptography;
using System.Text;

namespace EduConnect.Core.SignIn.Throttling;

/// <summary>Names of the counters. Hashes, so that the table tells neither usernames that were mistyped nor who came from where.</summary>
public static class AttemptKeys
{
    /// <summary>A pattern of every key that begins with one of <see cref="BirthDates"/>: the night keeps them, for the ten tries in all are counted for as long as the account lives.</summary>
    public const string AnyBirthDates = "b:%";

    /// <summary>All unknown devices on one username.</summary>
    public static string Username(string username) => "u:" + Hash(username);

    /// <summary>One network on one username.</summary>
    public static string Pair(string username, string network) => "p:" + Hash(username + "\n" + network);

    /// <summary>One known device on one account.</summary>
    public static string Device(Guid device, Guid account) => "d:" + Hash($"{device:N}{account:N}");

    /// <summary>One network.</summary>
    public static string Network(string network) => "n:" + Hash(network);

    /// <summary>Birth dates tried for one account's children (S-BD1).</summary>
    public static string BirthDates(Guid account) => "b:" + account.ToString("N");

    /// <summary>Messages asked for about one typed username, address or number, in one kind of window.</summary>
    public static string Recovery(string typed, string window) => "r" + window + ":" + Hash(typed);

    /// <summary>Messages to one address or number, whichever journey asks for them and by whatever was typed. The line feed keeps them from those about what was typed.</summary>
    public static string Recipient(string recipient, string window) => Recovery(recipient + "\n", window);

    /// <summary>Messages asked for from one network.</summary>
    public static string RecoveryNetwork(string network) => "rn:" + Hash(network);

    /// <summary>Birth dates typed in one session, outside an activation (S-BD1).</summary>
    public static string BirthDatesOfSession(Guid session) => "s:" + session.ToString("N");

    /// <summary>Confirmation mails that one account asks for.</summary>
    public static string Mails(Guid account) => "m:" + account.ToString("N");

    /// <summary>Access codes that one agent gives.</summary>
    public static string AccessCodes(Guid agent) => "a:" + agent.ToString("N");

    /// <summary>Passwords in clear that one agent of Dépannage sees.</summary>
    public static string ShownPasswords(Guid agent) => "w:" + agent.ToString("N");

    /// <summary>Warnings about them.</summary>
    public static string ShownPasswordsWarning(Guid agent) => "ww:" + agent.ToString("N");

    /// <summary>What stands for a username where access codes are tried, so that its counters are not those of the password. No username holds a blank.</summary>
    public static string AccessCodeOf(string username) => "code " + username;

    /// <summary>What stands for a username where agents sign in, so that an agent and a family with the same username do not make each other wait.</summary>
    public static string AgentOf(string username) => "agent " + username;

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
}
