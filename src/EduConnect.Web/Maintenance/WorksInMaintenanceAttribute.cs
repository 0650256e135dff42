namespace EduConnect.Web.Maintenance;

/// <summary>
/// Marks what answers a form during maintenance (domain 15.2): it reads main, or writes the operational store only. Every other form
/// is refused by <see cref="MaintenanceGate"/> before it does anything.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class WorksInMaintenanceAttribute : Attribute;
