namespace EduConnect.Core.Accounts.Passwords;

/// <summary>Too many passwords are being checked at once; the caller answers 503 and asks to come back (S-PW3).</summary>
public sealed class HashingBusyException : Exception
{
    /// <summary>Creates the exception.</summary>
    public HashingBusyException()
        : base("too many passwords are being checked at once")
    {
    }

    /// <summary>Creates the exception with another message.</summary>
    public HashingBusyException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with another message and its cause.</summary>
    public HashingBusyException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>How long the caller is asked to wait before trying again.</summary>
    public static TimeSpan RetryAfter => HashingPool.LongestWait;
}
