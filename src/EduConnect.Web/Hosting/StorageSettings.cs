namespace EduConnect.Web.Hosting;

/// <summary>Section <c>Storage</c>: which engine holds each store. Empty connection strings mean SQLite files in the data folder.</summary>
internal sealed class StorageSettings
{
    /// <summary><c>sqlite</c> or <c>postgresql</c>, for both stores.</summary>
    public string Provider { get; set; } = "sqlite";

    /// <summary>Connection string of the main store.</summary>
    public string Main { get; set; } = string.Empty;

    /// <summary>Connection string of the operational store.</summary>
    public string Operational { get; set; } = string.Empty;
}
