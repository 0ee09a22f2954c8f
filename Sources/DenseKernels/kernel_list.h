// The kernels that exist once for each variant; see variants.h. Whoever includes this defines DENSE_KERNEL(name), and
// DENSE_INTEGER_KERNEL(name) where those that VNNI makes faster are to be something else.

#ifndef DENSE_INTEGER_KERNEL
#define DENSE_INTEGER_KERNEL(name) DENSE_KERNEL(name)
#endif

#define DENSE_KERNELS(name) DENSE_KERNEL(name##_f) DENSE_KERNEL(name##_d)

DENSE_KERNELS(dense_bias_activation)
DENSE_KERNELS(dense_activation_gradient)
DENSE_KERNELS(dense_multiply)
DENSE_KERNELS(dense_dropout_mask)
DENSE_KERNELS(dense_update)
DENSE_KERNELS(dense_panel_sums)
DENSE_KERNELS(dense_transpose)
DENSE_KERNELS(dense_mse_gradient)
DENSE_KERNELS(dense_dot)
DENSE_KERNELS(dense_squared_distance)
DENSE_KERNELS(dense_combine)
DENSE_KERNELS(dense_add_difference)
DENSE_KERNELS(dense_first_not_finite)

DENSE_KERNELS(dense_gather_panel)
DENSE_KERNELS(dense_panel_squares)
DENSE_KERNELS(dense_scale_panel)
DENSE_KERNELS(dense_info_nce)
DENSE_KERNELS(dense_pair_sigmoid)
DENSE_KERNELS(dense_mirror_pairs)
DENSE_KERNELS(dense_structure)

DENSE_KERNELS(dense_gru_after_forward)
DENSE_KERNELS(dense_gru_after_backward)
DENSE_KERNELS(dense_gru_before_gates)
DENSE_KERNELS(dense_gru_before_candidate)
DENSE_KERNELS(dense_gru_before_backward_candidate)
DENSE_KERNELS(dense_gru_before_backward_gates)
DENSE_KERNELS(dense_column_sums)

DENSE_KERNELS(dense_bias_gate)
DENSE_KERNELS(dense_residual_norm)
DENSE_KERNELS(dense_softmax_rows)

DENSE_KERNELS(dense_exact_dot)
DENSE_KERNELS(dense_exact_distance)
DENSE_KERNELS(dense_scaled_square)

DENSE_KERNELS(dense_pack_neighbor_panel)
DENSE_KERNELS(dense_prepare_rows)
DENSE_KERNELS(dense_round_panel)

DENSE_KERNEL(dense_fused_forward)
DENSE_KERNEL(dense_fused_forward_rows)
DENSE_KERNEL(dense_fused_backward)
DENSE_KERNEL(dense_fused_update)
DENSE_KERNEL(dense_fused_update_rows)
DENSE_KERNEL(dense_fused_pairs)
DENSE_KERNEL(dense_fused_combine)

DENSE_KERNEL(dense_collect_panels)
DENSE_KERNEL(dense_collect_tile)
DENSE_KERNEL(dense_kth_largest_score)
DENSE_KERNEL(dense_bisected_score)
DENSE_KERNEL(dense_ranked_score)
DENSE_KERNEL(dense_drop_below)
DENSE_KERNEL(dense_largest_error)
DENSE_KERNEL(dense_sort_pair_run)
DENSE_KERNEL(dense_sort_word_run)

DENSE_INTEGER_KERNEL(dense_collect_bytes)
DENSE_INTEGER_KERNEL(dense_collect_shorts)
DENSE_INTEGER_KERNEL(dense_guess_bytes)
DENSE_INTEGER_KERNEL(dense_guess_shorts)

DENSE_KERNEL(dense_gathered_dot)
DENSE_KERNEL(dense_near_sum)
DENSE_KERNEL(dense_count_places)
DENSE_KERNEL(dense_add_counts)
DENSE_KERNEL(dense_count_from)

DENSE_KERNEL(dense_peak_probe)

#undef DENSE_KERNELS
#undef DENSE_KERNEL
#undef DENSE_INTEGER_KERNEL
