namespace EduConnect.Core.Directory.Importing;

/// <summary>Another import holds the lock of this data folder.</summary>
public sealed class ImportBusyException : Exception
{
    /// <summary>Busy.</summary>
    public ImportBusyException()
    {
    }

    /// <summary>Busy, with a sentence for the operator.</summary>
    public ImportBusyException(string message)
        : base(message)
    {
    }

    /// <summary>Busy, as another failure shows.</summary>
    public ImportBusyException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
